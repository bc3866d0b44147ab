import Commands
import ContainerRuntime
import Containers
import Evidence
import ImageStore
import Printing
import RunDoctor
import Surroundings

/// What the doctor says of a container.
enum ContainerDoctor {
    /// Why the container ended, or does not answer, on standard output.
    static func tell(of container: String, in surroundings: Surroundings) throws {
        try OpenedContainers.run(in: surroundings) { store, list in
            let folder = try list.find(container)
            let faults = DoctorVisit.faults(of: folder, in: store)
            if faults.isEmpty {
                let words = DoctorWords.withoutFaults(
                    folder.record.name, folder.state, error: folder.lastLife?.error, wasStopped: folder.wasStopped)
                print(words, terminator: "")
            } else {
                print(DoctorWords.text(faults), terminator: "")
            }
        }
    }
}
