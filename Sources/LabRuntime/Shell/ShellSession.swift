internal import BuildJournal
internal import CLinux
internal import Dispatch
internal import Glibc
internal import LabModel
internal import Processes
internal import Surroundings
internal import Synchronization
internal import TerminalUI

/// The learner's shell: a program on a pty, read by a thread of its own. From other threads it is told what to do.
final class ShellSession: Sendable {
    struct Inbox {
        var inputs: [ShellInput] = []
        var size: Size?
        var isClosing = false
    }

    private let inbox = Mutex(Inbox())
    /// Becomes readable when something lies in the inbox.
    let wake: Int32
    private let waker: Int32
    private let isOver = DispatchSemaphore(value: 0)

    init() {
        var ends: [Int32] = [-1, -1]
        _ = slipway_pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        (wake, waker) = (ends[0], ends[1])
    }

    deinit {
        close(wake)
        close(waker)
    }

    /// Starts the shell and its thread.
    ///
    /// - Parameters:
    ///   - names: references of the lesson's images: they tell which of the builds that are started in it are shown.
    ///   - isFollowed: whether what is entered in it is told.
    func start(
        _ run: RunID, _ size: Size, _ place: Workplace, naming names: Set<String>, isFollowed: Bool = false,
        _ mailbox: Mailbox
    ) {
        DispatchQueue(label: "slipway.shell").async {
            defer { self.isOver.signal() }
            do {
                let environment = try ShellEnvironment(place, isFollowed: isFollowed)
                let typed = environment.typed.flatMap { TypedLines(at: $0) }
                if isFollowed, typed == nil { mailbox.send(.shellNotFollowed(run)) }
                var shell = Program(environment.arguments, folder: place.commandFolder)
                shell.environment = environment.variables
                let child = try shell.start(onTerminalOf: size.height, by: size.width)
                let builds = FollowedBuilds(
                    of: place.workspace, naming: names, in: JournalFolder(ofStoreAt: place.home))
                var loop = ShellLoop(
                    run: run, size: size, child: child, builds: builds, typed: typed, session: self,
                    mailbox: mailbox)
                let status = loop.run()
                mailbox.send(.shellEnded(run, status: status))
            } catch {
                mailbox.send(.shellNotStarted(run, reason: "\(error)"))
            }
        }
    }

    func send(_ input: ShellInput) { tell { $0.inputs.append(input) } }

    func resize(_ size: Size) { tell { $0.size = size } }

    /// Closes the shell's terminal.
    func hangUp() { tell { $0.isClosing = true } }

    /// Hangs up, and waits for a moment until the shell is gone.
    func end() {
        hangUp()
        _ = isOver.wait(timeout: .now() + 3)
    }

    func emptyInbox() -> Inbox {
        var calls = [UInt8](repeating: 0, count: 256)
        while read(wake, &calls, calls.count) > 0 {}
        return inbox.withLock { inbox in
            defer {
                inbox.inputs = []
                inbox.size = nil
            }
            return inbox
        }
    }

    private func tell(_ change: (inout sending Inbox) -> Void) {
        inbox.withLock { change(&$0) }
        var call: UInt8 = 0
        // A pipe that is full wakes as well.
        _ = write(waker, &call, 1)
    }
}
