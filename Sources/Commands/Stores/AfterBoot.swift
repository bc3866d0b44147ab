internal import ContainerRuntime
internal import Glibc
internal import Printing
internal import Processes
internal import Surroundings

/// Starts the containers whose restart policy asks for it after a boot of the machine. Docker's daemon does this at its
/// start; in Slipway, the first command about containers does it.
enum AfterBoot {
    /// Starts each container by a process of its own. A failure is printed, and does not stop the others.
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
