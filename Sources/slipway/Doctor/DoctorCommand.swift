import ArgumentParser
import ContainerRuntime
import ImageFormat
import ImageStore
import Printing
import RunDoctor

/// `slipway doctor CONTAINER`: why it ended, or does not answer.
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Say why a container ended or does not answer, and what to do.")

    @Argument(help: "The container, by name or ID. Otherwise the newest.")
    var container: String?

    func run() throws {
        try OpenedContainers.run { store, list in
            guard let folder = try container.map({ try list.find($0) }) ?? list.all().first else {
                throw CommandFailure("There are no containers: run one first.")
            }
            let faults = DoctorVisit.faults(of: folder, in: store)
            if faults.isEmpty {
                print("Nothing is seen that is wrong with \(folder.record.name): its log may say more (slipway logs).")
            } else {
                print(DoctorWords.text(faults), terminator: "")
            }
        }
    }
}

/// A look at a container of the store from outside, whoever runs it.
enum DoctorVisit {
    static func faults(of folder: ContainerFolder, in store: Store) -> [RunFault] {
        let config = try? store.resolve(folder.record.imageID).config.config
        let examination = RunExamination(folder, config: config)
        switch folder.state {
        case .created: return []
        case .running:
            let seconds = folder.ages?.sinceChanged ?? 0
            return RunDoctor.faults(in: examination.evidence(.running(seconds: seconds), root: nil))
        case .exited(let status, _):
            let seconds = folder.ages.map { $0.sinceMade - $0.sinceChanged } ?? .infinity
            return RunDoctor.faults(in: examination.evidence(.ended(status: status, seconds: seconds), root: nil))
        }
    }

    /// The same of a container that is known by its ID; none where it is gone.
    static func faults(ofContainer id: String) -> [RunFault] {
        guard let path = StoreLocation.path(), let store = try? Store.open(at: path),
            let folder = try? ContainerList(store: path).find(id)
        else { return [] }
        return faults(of: folder, in: store)
    }
}
