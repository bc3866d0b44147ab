public import ContainerRuntime
internal import ImageFormat
public import ImageStore
public import RunDoctor
internal import SystemPackage

/// Examines a container of the store from outside.
public enum DoctorVisit {
    /// Why the container ended, or does not answer.
    public static func faults(of folder: ContainerFolder, in store: Store) -> [RunFault] {
        let config = try? store.resolve(folder.record.imageID).config.config
        let examination = RunExamination(folder, config: config)
        switch folder.state {
        case .created, .starting: return []
        case .running:
            let seconds = folder.ages?.sinceChanged ?? 0
            return RunDoctor.faults(in: examination.evidence(.running(seconds: seconds), root: nil))
        case .restarting(let status, _), .exited(let status, _):
            let seconds = folder.ages.map { $0.sinceMade - $0.sinceChanged } ?? .infinity
            return RunDoctor.faults(in: examination.evidence(.ended(status: status, seconds: seconds), root: nil))
        }
    }

    /// Why the container with an ID ended, or does not answer; empty where the container is gone.
    public static func faults(ofContainer id: String, inStoreAt home: String) -> [RunFault] {
        guard let store = try? Store.open(at: FilePath(home)),
            let folder = try? ContainerList(store: FilePath(home)).find(id)
        else { return [] }
        return faults(of: folder, in: store)
    }
}
