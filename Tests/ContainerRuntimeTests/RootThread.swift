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
    static let hasRuntime = ["/usr/bin/crun", "/usr/sbin/runc", "/usr/bin/runc"].contains { access($0, X_OK) == 0 }
    static let hasBusybox = access("/bin/busybox", X_OK) == 0 || access("/usr/bin/busybox", X_OK) == 0
    static let runsContainers = isRoot && hasRuntime && hasBusybox
    static let reason = "needs root, crun and busybox-static (rootless containers are tested through the program)"
}
