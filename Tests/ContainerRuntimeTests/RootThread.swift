import Foundation
import Glibc

/// Runs a body on a thread of its own, whose namespaces are then its own: tests run beside each other in one process.
func onThread<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) throws -> Result {
    let box = Box<Result>()
    let thread = Thread {
        box.result = Swift.Result { try body() }
        box.done.signal()
    }
    thread.start()
    box.done.wait()
    return try box.result.unsafelyUnwrapped.get()
}

/// Written by the thread before `done` is signalled, read after it.
private final class Box<Value>: @unchecked Sendable {
    var result: Result<Value, any Error>?
    let done = DispatchSemaphore(value: 0)
}

/// What the machine lets these tests do.
enum Machine {
    static let isRoot = geteuid() == 0
    static let hasRuntime = isProgram("/usr/bin/crun") || isProgram("/usr/sbin/runc")
    static let hasBusybox = isProgram("/bin/busybox") || isProgram("/usr/bin/busybox")
    static let hasPython = isProgram("/usr/bin/python3")
    static let runsContainers = isRoot && hasRuntime && hasBusybox
    private static func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }
    static let reason = "needs root, crun and busybox-static (rootless containers are tested through the program)"
}
