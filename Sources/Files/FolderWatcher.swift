internal import Glibc

/// Watches the learner's folder on a thread of its own. Inotify reports changes at once; a look every second finds the
/// changes that inotify misses (network mounts, virtual machines).
public final class FolderWatcher: Sendable {
    private let folder: String
    private let names: [String]
    /// A pipe: its write end closes when the watching is over.
    private let wake: (read: Int32, write: Int32)
    private let changed: @Sendable () -> Void

    /// - Parameters:
    ///   - names: the files whose content is watched. Of other files only their appearance and removal count.
    ///   - changed: called on the watcher's thread.
    public init(folder: String, names: [String], changed: @escaping @Sendable () -> Void) {
        self.folder = folder
        self.names = names
        self.changed = changed
        var ends: [Int32] = [-1, -1]
        _ = pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        wake = (ends[0], ends[1])
    }

    /// Ends the thread at its next turn.
    public func stop() {
        var byte: UInt8 = 1
        _ = write(wake.write, &byte, 1)
    }

    /// Blocks until `stop`.
    public func run() {
        let notifications = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        defer { if notifications >= 0 { close(notifications) } }
        let events =
            UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_DELETE) | UInt32(IN_CREATE) | UInt32(IN_ATTRIB)
        var seen = marks()
        while true {
            // Asked again each time: the learner may only now have made the folder.
            if notifications >= 0 { inotify_add_watch(notifications, folder, events) }
            var waits = [
                pollfd(fd: wake.read, events: Int16(POLLIN), revents: 0),
                pollfd(fd: notifications, events: Int16(POLLIN), revents: 0),
            ]
            poll(&waits, 2, 1000)
            if waits[0].revents != 0 { return }
            drain(notifications)
            let now = marks()
            if now != seen { changed() }
            seen = now
        }
    }

    /// The marks by which one state of a file is told from another without reading it.
    private struct Mark: Equatable {
        var device: dev_t
        var inode: ino_t
        var size: off_t
        var seconds: Int
        var nanoseconds: Int
        var mode: mode_t
    }

    private func marks() -> [String: Mark] {
        var marks: [String: Mark] = [:]
        for name in names + ["."] { marks[name] = mark(folder + "/" + name) }
        return marks
    }

    private func mark(_ path: String) -> Mark? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        return Mark(
            device: status.st_dev, inode: status.st_ino, size: status.st_size, seconds: status.st_mtim.tv_sec,
            nanoseconds: status.st_mtim.tv_nsec, mode: status.st_mode)
    }

    private func drain(_ descriptor: Int32) {
        guard descriptor >= 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 4096)
        while read(descriptor, &buffer, buffer.count) > 0 {}
    }
}
