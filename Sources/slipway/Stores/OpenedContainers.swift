import ArgumentParser
import ContainerRuntime
import Glibc
import ImageStore
import Printing
import Surroundings
import SystemPackage

/// The containers of this user's store, for the commands that need them.
enum OpenedContainers {
    /// Runs a command's work; what goes wrong becomes docker's exit status, and sentences on standard error.
    ///
    /// - Parameter failure: the exit status where the store or the containers refuse: 125 where a container was to be
    ///   run, 1 elsewhere. That its command is not found, or cannot be run, has a status of its own.
    static func run(
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

    /// Runs a command's work for each name, goes on after one that fails, and fails at the end if any did.
    static func forEach(
        in surroundings: Surroundings, _ names: [String], _ body: (Store, ContainerList, ContainerFolder) throws -> Void
    ) throws {
        try run(in: surroundings) { store, list in
            var failed = false
            for name in names {
                do {
                    let folder = try list.find(name)
                    try body(store, list, folder)
                    print("\(name)")
                } catch let error as RuntimeError {
                    _ = fail(error)
                    failed = true
                }
            }
            if failed { throw ExitCode.failure }
        }
    }

    /// Says what happened and what to do about it.
    @discardableResult
    static func fail(_ error: RuntimeError, else failure: ExitCode = .failure) -> ExitCode {
        Complaint.print(PrintableText(lines: [error.message, error.advice].compactMap { $0 }.joined(separator: "\n")))
        let status = ExitCode(error.exitStatus)
        return status == Ending.refusal ? failure : status
    }
}
