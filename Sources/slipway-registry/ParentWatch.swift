import Glibc
import Printing
import Processes
import Threads

/// Ends this program with the one that started it, whatever else it is doing: a transfer at full load, a connection that
/// says nothing, a credential helper that waits.
enum ParentWatch {
    /// Starts the watch, on a thread that does nothing else. Before any other work: a parent that has ended already is not
    /// known any more.
    static func begin() {
        let parent = ParentProcess()
        let thread = WorkerThread {
            // A signal that interrupts the wait is not news.
            while !parent.waitForEnd(orClosed: STDOUT_FILENO) {}
            end()
        }
        guard let thread else {
            StandardStream.error.write("Error: \(PrintableText(lines: ThreadRoom.refusal))\n")
            exit(EXIT_FAILURE)
        }
        thread.detach()
    }

    private static func end() -> Never {
        Certificates.removeBundle()
        _exit(EXIT_FAILURE)
    }
}
