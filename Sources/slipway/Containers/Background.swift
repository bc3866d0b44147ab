import ArgumentParser
import CLinux
import ContainerRuntime
import Glibc
import Printing
import SystemPackage

/// Runs a container's owner in the background: `run -d`.
enum Background {
    /// Calls `body` in a process of its own, and returns once that says that the container has started: status 0. Where
    /// the process ends before, its message has gone to standard error and its status is returned.
    static func start(_ body: (@escaping (String) -> Void) throws -> Int32) throws -> Int32 {
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
        var id = [UInt8](repeating: 0, count: 65)
        let count = read(ends[0], &id, id.count)
        guard count == 64 else { return slipway_wait(child, 0) }
        print("\(String(decoding: id[..<count], as: UTF8.self))")
        return 0
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
