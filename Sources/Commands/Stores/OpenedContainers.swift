public import ArgumentParser
public import ContainerRuntime
internal import Glibc
public import ImageStore
internal import Printing
public import Surroundings
internal import SystemPackage

/// The containers of this user's store, for the commands that need them.
public enum OpenedContainers {
    /// Runs a command's work; what goes wrong becomes docker's exit status, and sentences on standard error.
    ///
    /// - Parameter failure: the exit status where the store or the containers refuse: 125 where a container was to be
    ///   run, 1 elsewhere. That its command is not found, or cannot be run, has a status of its own.
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

    /// Runs a command's work for each name and prints the name, goes on after one that fails, and fails at the end if any
    /// did.
    public static func forEach(
        in surroundings: Surroundings, _ names: [String], _ body: (ContainerList, ContainerFolder) throws -> Void
    ) throws {
        try each(in: surroundings, names) { name, folder, _, list in
            try body(list, folder)
            Line.print("\(name)")
            return 0
        }
    }

    /// Does it for each container, goes on after one that fails, and fails at the end if any did.
    ///
    /// - Parameter body: gives an exit status, which is a failure where it is not 0.
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

    /// Says what happened and what to do about it.
    @discardableResult
    public static func fail(_ error: RuntimeError, else failure: ExitCode = .failure) -> ExitCode {
        Complaint.print(PrintableText(lines: [error.message, error.advice].compactMap { $0 }.joined(separator: "\n")))
        let status = ExitCode(error.exitStatus)
        return status == RefusedContainer.status ? failure : status
    }

    /// Becomes the owner of files that belong to many users, as removing needs. A process of an ordinary user reaches
    /// other containers only before it.
    public static func becomeOwner() throws {
        if geteuid() != 0 { _ = try Namespaces.enter() }
    }
}
