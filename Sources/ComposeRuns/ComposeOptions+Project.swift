internal import ArgumentParser
public import CommandLines
internal import Commands
public import Compose
public import ContainerRuntime
internal import Faults
internal import ImageStore
internal import Printing
public import Surroundings

extension ComposeOptions {
    /// The profiles that are asked for: by option, and by the variable.
    public func profiles(_ surroundings: Surroundings) -> Set<String> {
        let given = surroundings.variables["COMPOSE_PROFILES"]?.split(separator: ",").map(String.init) ?? []
        return Set(profile + given)
    }

    /// Reads the project, prints the warnings about it, and performs the command.
    public func run(in surroundings: Surroundings, _ body: (ProjectRun, ContainerList) throws -> Void) throws {
        try telling {
            let found = try read(in: surroundings)
            try OpenedContainers.run(in: surroundings) { store, list in
                try body(ProjectRun(found.project, store: store, list, in: surroundings), list)
            }
        }
    }

    /// Reads the file, and says what is not as it should be.
    public func read(in surroundings: Surroundings) throws -> ProjectReader.Found {
        let found = try ProjectFile(
            path: file.first, folder: projectDirectory, name: projectName, variableFiles: envFile, in: surroundings
        ).read()
        for warning in found.warnings { Complaint.warn("\(warning)") }
        return found
    }

    /// Turns errors into messages and exit statuses.
    public func telling(_ body: () throws -> Void) throws {
        do { try body() } catch let fault as TextFault {
            Complaint.print("\(fault.description)")
            throw ExitCode.failure
        } catch ComposeEnding.failed(let words) {
            Complaint.print("\(words)")
            throw ExitCode.failure
        } catch ComposeEnding.signal(let number) {
            throw ExitCode(128 + number)
        } catch ComposeEnding.told(let status) {
            throw ExitCode(status == 0 ? 1 : status)
        }
    }
}

extension ComposeServices {
    /// The services that are to run, in the order of starting; of those that nobody named only the ones of wanted profiles.
    public func wanted(
        of project: ProjectRun, withDependencies: Bool, in surroundings: Surroundings
    ) throws -> [Service] {
        try project.services(
            services, profiles: compose.profiles(surroundings), withDependencies: withDependencies)
    }
}
