import Foundation

/// Ends this program with the one that started it, whatever else it is doing: a transfer at full load, a connection that
/// says nothing, a credential helper that waits.
enum ParentWatch {
    /// How often the parent is looked for, in milliseconds.
    private static let period: Int32 = 200

    /// Starts the watch, on a thread that does nothing else. Before any other work: a parent that has ended already is not
    /// known any more.
    static func begin() {
        let parent = getppid()
        Thread.detachNewThread {
            while true {
                if isUnread() || getppid() != parent { end() }
            }
        }
    }

    /// Waits for one period, and tells whether nobody reads the standard output any more.
    private static func isUnread() -> Bool {
        var output = pollfd(fd: STDOUT_FILENO, events: 0, revents: 0)
        if poll(&output, 1, period) < 0 { usleep(useconds_t(period) * 1000) }
        return output.revents & Int16(POLLERR) != 0
    }

    private static func end() -> Never {
        Certificates.removeBundle()
        _exit(EXIT_FAILURE)
    }
}
