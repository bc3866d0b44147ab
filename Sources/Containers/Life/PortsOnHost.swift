internal import ArgumentParser
internal import Commands
public import ContainerRuntime

/// The ports of this machine that a container gets.
public enum PortsOnHost {
    /// Listens on the ports; says who has one that is taken.
    public static func listen(_ wanted: [PortMapping], _ list: ContainerList) throws -> PublishedPorts {
        do throws(RuntimeError) { return try PublishedPorts(wanted) } catch {
            guard case .portTaken(let address, let port, let holder) = error else { throw error }
            // Who has it, and what to do, is the doctor's to say.
            RefusedContainer.tell("Port \(port) of \(address) cannot be published, so no container was made.")
            DoctorWords.print([DoctorWords.holder(of: port, program: holder, in: list)])
            throw ExitCode(error.exitStatus)
        }
    }
}
