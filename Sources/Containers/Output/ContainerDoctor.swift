internal import Commands
internal import ContainerRuntime
internal import Evidence
internal import ImageStore
internal import Printing
internal import RunDoctor
public import Surroundings

/// What the doctor says of a container.
public enum ContainerDoctor {
    /// Why the container ended, or does not answer, on standard output.
    public static func tell(of container: String, in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            let folder = try list.find(container)
            let faults = DoctorVisit.faults(of: folder, in: store)
            let words =
                faults.isEmpty
                ? DoctorWords.withoutFaults(
                    folder.record.name, folder.state, error: folder.lastLife?.error, wasStopped: folder.wasStopped)
                : DoctorWords.text(faults)
            StandardStream.output.write(words)
        }
    }
}
