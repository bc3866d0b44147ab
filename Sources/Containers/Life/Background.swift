public import ArgumentParser
internal import CLinux
internal import ContainerRuntime
internal import Glibc
internal import SystemPackage

/// Runs a container's owner in the background, so that it lives on when its starter ends.
public enum Background {
    /// What the starter hears of it.
    public enum Start {
        /// The container's ID: it has come as far as was to be told.
        case told(String)
        /// The owner has ended before; its message has gone to standard error.
        case ended(ExitCode)
    }

    /// Calls `body` in a process of its own, and returns once that has told an ID, or has ended.
    public static func start(_ body: (@escaping (String) -> Void) throws -> Int32) throws -> Start {
        var ends: [Int32] = [-1, -1]
        guard slipway_pipe(&ends) == 0 else {
            throw RuntimeError.system(operation: "make a pipe", .init(rawValue: errno))
        }
        let child = slipway_fork()
        guard child >= 0 else { throw RuntimeError.system(operation: "start a process", .init(rawValue: errno)) }
        if child == 0 {
            close(ends[0])
            try become(body, telling: ends[1])
        }
        close(ends[1])
        defer { close(ends[0]) }
        var id = [UInt8](repeating: 0, count: 65)
        var count = read(ends[0], &id, id.count)
        while count < 0, errno == EINTR { count = read(ends[0], &id, id.count) }
        guard count == 64 else { return .ended(ExitCode(slipway_wait(child, 0))) }
        return .told(String(decoding: id[..<count], as: UTF8.self))
    }

    private static func become(_ body: (@escaping (String) -> Void) throws -> Int32, telling end: Int32) throws -> Never
    {
        setsid()
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        dup2(nothing, STDIN_FILENO)
        dup2(nothing, STDOUT_FILENO)
        let status = try body { id in
            let bytes = Array(id.utf8)
            _ = write(end, bytes, bytes.count)
            close(end)
            // Who started us may be waiting for the end of its output.
            dup2(nothing, STDERR_FILENO)
        }
        throw ExitCode(status)
    }
}
