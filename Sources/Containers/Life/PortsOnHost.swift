internal import ArgumentParser
internal import Commands
public import ContainerRuntime

/// The ports of this machine that a container gets.
public enum PortsOnHost {
    /// Listens on the ports; says who has one that is taken.
    public static func listen(_ wanted: [PortMapping], _ list: ContainerList) throws -> PublishedPorts {
        do throws(RuntimeError) { return try PublishedPorts(wanted) } catch {
            guard case .portTaken(_, let port, let holder) = error else { throw error }
            RefusedContainer.tell(error.message)
            DoctorWords.print([DoctorWords.holder(of: port, program: holder, in: list)])
            throw ExitCode(error.exitStatus)
        }
    }
}
