import ArgumentParser
import ContainerRuntime
import Evidence
import ImageStore
import Printing
import RunDoctor
import Surroundings

/// `slipway doctor CONTAINER`: why it ended, or does not answer.
struct DoctorCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Say why a container ended or does not answer, and what to do.")

    @Argument(help: "The container, by name or ID. Otherwise the newest.")
    var container: String?

    func run(in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
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
