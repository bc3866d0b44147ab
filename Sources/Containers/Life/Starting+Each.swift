public import ArgumentParser
internal import CLinux
internal import Commands
public import ContainerRuntime
internal import Printing
public import Surroundings

extension Starting {
    /// Starts containers in the background and prints their names, goes on after one that fails, and fails at the end if
    /// any did. Of one that runs, or that somebody is about to start, only the name is printed.
    public static func startEach(_ names: [String], in surroundings: Surroundings) throws {
        leaveNothingOpen()
        try OpenedContainers.each(in: surroundings, names) { _, folder, store, list in
            guard !folder.state.isRunning, !folder.hasOwner else {
                Line.print("\(folder.record.name)")
                return 0
            }
            return try start(folder, store, list, isAttached: false, reads: false, shownID: folder.record.name)
        }
    }

    /// Starts a container and shows its output until it ends, or joins one that runs.
    ///
    /// - Parameters:
    ///   - reads: whether the container reads what this process is given.
    ///   - keys: those that leave it running; nil for docker's.
    /// - Returns: the container's exit status.
    public static func startHere(
        _ name: String, reads: Bool, keys: DetachKeys?, in surroundings: Surroundings
    ) throws -> ExitCode {
        leaveNothingOpen()
        var status: Int32 = 0
        try OpenedContainers.run(in: surroundings) { store, list in
            status = try start(
                try list.find(name), store, list, isAttached: true, reads: reads, keys: keys, shownID: name)
        }
        return ExitCode(status)
    }

    /// Stops containers and starts them again in the background, goes on after one that fails, and fails at the end if any
    /// did.
    ///
    /// - Parameters:
    ///   - grace: seconds before a container is killed; nil for its own.
    ///   - signal: the number of the one that asks; nil for its own.
    public static func restartEach(
        _ names: [String], grace: Double?, signal: Int32?, in surroundings: Surroundings
    ) throws {
        leaveNothingOpen()
        try OpenedContainers.each(in: surroundings, names) { _, folder, store, list in
            try folder.stop(grace: grace, signal: signal)
            let now = try list.find(folder.record.id)
            return try start(now, store, list, isAttached: false, reads: false, shownID: folder.record.name)
        }
    }

    /// What stays in the background must not keep what its starter waits for.
    private static func leaveNothingOpen() { slipway_close_inherited() }
}
