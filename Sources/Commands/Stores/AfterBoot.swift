internal import ContainerRuntime
internal import Glibc
internal import Printing
internal import Processes
internal import Surroundings

/// Containers that a restart policy starts again once the machine has started. Docker's daemon does it; here it is the first
/// command about containers.
enum AfterBoot {
    /// Starts them, each by a process of its own; what fails is said, and ends nothing.
    static func start(_ folders: [ContainerFolder], in surroundings: Surroundings) throws {
        for folder in folders {
            var program = surroundings.ownProgram(["start", folder.record.id])
            program.output = .nothing
            program.errors = .descriptor(STDERR_FILENO)
            do {
                guard try program.start().wait().isSuccess else { continue }
                Complaint.note("Started \(folder.record.name) again: the machine has started since it ran.")
            } catch {
                Complaint.warn("\(folder.record.name) cannot be started again: \(error)")
            }
        }
    }
}
