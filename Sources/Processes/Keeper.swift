internal import CLinux
internal import Glibc
internal import Synchronization

/// A process beside this one that ends the groups of its children when it is gone, however it ended. Started with the
/// first group that is kept.
enum Keeper {
    private static let calls = Mutex<Int32?>(nil)

    static func keep(group: Int32) { tell(group) }

    static func release(group: Int32) { tell(-group) }

    /// Without a keeper (no process can be had) the program itself still ends with this process.
    private static func tell(_ call: Int32) {
        calls.withLock { descriptor in
            let end = descriptor ?? slipway_keeper_start()
            descriptor = end
            guard end >= 0 else { return }
            var call = call
            while write(end, &call, MemoryLayout<Int32>.size) < 0, errno == EINTR {}
        }
    }
}
