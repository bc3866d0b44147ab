public import ArgumentParser
public import ContainerRuntime
internal import Glibc
public import ImageStore
internal import Printing
public import Surroundings
internal import SystemPackage

/// The containers of this user's store, for the commands that need them.
public enum OpenedContainers {
    /// Runs a command's work. An error is printed on standard error and becomes docker's exit status.
    ///
    /// - Parameter failure: the exit status for an error of the store or the containers: 125 for a command that runs a
    ///   container, otherwise 1. A container's command that is not found or cannot be run has its own status.
    public static func run(
        in surroundings: Surroundings, failure: ExitCode = .failure, _ body: (Store, ContainerList) throws -> Void
    ) throws {
        try OpenedStore.run(in: surroundings, failure: failure) { store in
            let list = ContainerList(store: store.path)
            let due = list.dueAfterBoot()
            for record in list.sweep() { try? store.unpin(record.id) }
            try AfterBoot.start(due, in: surroundings)
            do { try body(store, list) } catch let error as RuntimeError { throw fail(error, else: failure) }
        }
    }

    /// Runs a command's work for each name and prints the name. A failure does not stop the others, but makes the
    /// command fail at the end.
    public static func forEach(
        in surroundings: Surroundings, _ names: [String], _ body: (ContainerList, ContainerFolder) throws -> Void
    ) throws {
        try each(in: surroundings, names) { name, folder, _, list in
            try body(list, folder)
            Line.print("\(name)")
            return 0
        }
    }

    /// Runs a command's work for each container. A failure does not stop the others, but makes the command fail at the
    /// end.
    ///
    /// - Parameter body: returns an exit status; any other than 0 is a failure.
    public static func each(
        in surroundings: Surroundings, _ names: [String],
        _ body: (String, ContainerFolder, Store, ContainerList) throws -> Int32
    ) throws {
        try run(in: surroundings) { store, list in
            var failed = false
            for name in names {
                do {
                    if try body(name, try list.find(name), store, list) != 0 { failed = true }
                } catch let error as RuntimeError {
                    fail(error)
                    failed = true
                }
            }
            if failed { throw ExitCode.failure }
        }
    }

    /// Prints what happened and what to do about it.
    @discardableResult
    public static func fail(_ error: RuntimeError, else failure: ExitCode = .failure) -> ExitCode {
        Complaint.print(PrintableText(lines: [error.message, error.advice].compactMap { $0 }.joined(separator: "\n")))
        let status = ExitCode(error.exitStatus)
        return status == RefusedContainer.status ? failure : status
    }

    /// Enters the user namespace that owns the files of containers, which is needed to remove them. After that, an
    /// ordinary user's process can no longer reach other containers.
    public static func becomeOwner() throws {
        if geteuid() != 0 { _ = try Namespaces.enter() }
    }
}
