internal import CLinux
internal import Clocks
internal import Glibc
internal import LabModel
internal import Processes
internal import ShellScreen
internal import TerminalUI

/// What the shell's thread does: bytes from the pty into the terminal, frames to the lab, keys to the pty.
///
/// A flood costs no memory: what is read between two frames is bounded, the rest stays in the pty, and the program waits.
struct ShellLoop {
    private let id: RunID
    private let child: TerminalProgram
    private let session: ShellSession
    private let mailbox: Mailbox
    private let terminal: ShellTerminal
    private var watch: CommandWatch
    /// What is entered in a presentation's shell; nil where nobody asks, or it is not known.
    private var typed: TypedLines?
    /// What the pty did not take yet, and how much of it it did.
    private var outgoing: [UInt8] = []
    private var written = 0
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var lastFrame = 0.0
    private var isChanged = false
    private var readSinceFrame = 0
    /// What waits for the prompt; whatever follows a command that waits, waits as well.
    private var held: [ShellInput] = []
    private var hasPrompted = false
    /// Until when a line waits for a command to end.
    private var lineDeadline: Double?
    private let startedAt = MonotonicClock.now

    private static let frame = 0.016
    private static let readLimit = 512 * 1024
    /// A shell that shows no prompt by then is asking for something.
    private static let patience = 3.0
    /// Seconds that a line waits for a command that runs: one that has written its last word may hold the terminal a
    /// moment longer.
    private static let lineDelay = 1.0

    init(
        run: RunID, size: Size, child: TerminalProgram, builds: FollowedBuilds, typed: TypedLines?,
        session: ShellSession, mailbox: Mailbox
    ) {
        id = run
        self.typed = typed
        self.child = child
        self.session = session
        self.mailbox = mailbox
        terminal = ShellTerminal(size)
        watch = CommandWatch(shell: child.id, pty: child.terminal, builds: builds)
    }

    /// Blocks until the shell ends. Its exit status, or 128 + n where signal n ended it.
    mutating func run() -> Int32 {
        while turn() {}
        sendFrame()
        watch.close()
        typed?.close()
        close(child.terminal)
        return reap()
    }

    /// False when the shell has closed its terminal, or is to end.
    private mutating func turn() -> Bool {
        let mayRead = readSinceFrame < Self.readLimit
        var waits = [
            pollfd(fd: session.wake, events: Int16(POLLIN), revents: 0),
            pollfd(
                fd: child.terminal, events: Int16((mayRead ? POLLIN : 0) | (outgoing.isEmpty ? 0 : POLLOUT)), revents: 0
            ),
        ]
        poll(&waits, 2, timeout)
        if waits[0].revents != 0, !readInbox() { return false }
        if mayRead, waits[1].revents & Int16(POLLIN | POLLHUP | POLLERR) != 0, !read() { return false }
        if isChanged, MonotonicClock.now - lastFrame >= Self.frame { sendFrame() }
        look()
        outgoing += terminal.takeReplies()
        write()
        return true
    }

    /// In thousandths of a second.
    private var timeout: Int32 {
        if isChanged { return Int32(max(0, min(20, (lastFrame + Self.frame - MonotonicClock.now) * 1000 + 1))) }
        return watch.isWatching || !held.isEmpty ? 100 : -1
    }

    // MARK: In

    private mutating func readInbox() -> Bool {
        let inbox = session.emptyInbox()
        if let size = inbox.size {
            terminal.resize(size)
            child.resize(rows: size.height, columns: size.width)
            isChanged = true
        }
        for input in inbox.inputs { accept(input) }
        return !inbox.isClosing
    }

    private mutating func accept(_ input: ShellInput) {
        held.append(input)
        passHeld()
    }

    /// Passes what was held as far as the prompt is there for it.
    private mutating func passHeld() {
        while hasPrompted, let first = held.first, !waits(first) {
            lineDeadline = nil
            held.removeFirst()
            pass(first)
        }
    }

    /// Whether an input is a line that comes while a command runs, and may still find it ended.
    private mutating func waits(_ input: ShellInput) -> Bool {
        guard case .line = input, watch.isBusy else { return false }
        let deadline = lineDeadline ?? MonotonicClock.now + Self.lineDelay
        lineDeadline = deadline
        return MonotonicClock.now < deadline
    }

    private mutating func pass(_ input: ShellInput) {
        switch input {
        case .key(let press):
            terminal.send(press)
            if press.key == .enter { watch.expectCommand(at: MonotonicClock.now) }
        case .mouse(let event): terminal.send(event)
        case .paste(let text):
            terminal.paste(text)
            watch.expectCommand(at: MonotonicClock.now)
        case .line(let line):
            if watch.isBusy { mailbox.send(.shellBusy(id)) } else { type(line) }
        }
        outgoing += terminal.takeReplies()
    }

    /// In place of whatever stands at the prompt.
    private mutating func type(_ line: String) {
        for character: Character in ["e", "u"] { terminal.send(KeyPress(.character(character), .control)) }
        terminal.paste(line)
        terminal.send(KeyPress(.enter))
        outgoing += terminal.takeReplies()
        watch.expectCommand(at: MonotonicClock.now)
    }

    // MARK: Out

    private mutating func read() -> Bool {
        let count = Glibc.read(child.terminal, &buffer, buffer.count)
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        guard count > 0 else { return false }
        buffer.withUnsafeBytes { terminal.feed(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        readSinceFrame += count
        isChanged = true
        watch.sawOutput(at: MonotonicClock.now)
        return true
    }

    private mutating func write() {
        while written < outgoing.count {
            let count = outgoing.withUnsafeBytes {
                Glibc.write(child.terminal, $0.baseAddress.map { $0 + written }, outgoing.count - written)
            }
            guard count > 0 else { return }
            written += count
        }
        outgoing.removeAll()
        written = 0
    }

    private mutating func sendFrame() {
        mailbox.send(.shellFrame(id, terminal.frame()))
        lastFrame = MonotonicClock.now
        isChanged = false
        readSinceFrame = 0
    }

    /// Whether a command runs or has ended, and what its builds say.
    private mutating func look() {
        if !hasPrompted {
            hasPrompted = watch.isAtPrompt(MonotonicClock.now) || MonotonicClock.now - startedAt >= Self.patience
        }
        passHeld()
        guard watch.isWatching else { return }
        let seen = watch.look(at: MonotonicClock.now)
        let lines = typed?.news() ?? []
        if !lines.isEmpty { mailbox.send(.shellTyped(id, lines)) }
        mailbox.send(seen.builds.map { .outsideBuild($0.id, $0.event) })
        if seen.hasStirred { mailbox.send(.shellStirred(id)) }
        if seen.hasEnded { mailbox.send(.shellCommandEnded(id)) }
    }

    /// A closed terminal has hung up on the shell; one that does not go is made to.
    private func reap() -> Int32 {
        slipway_signal_process(child.id, SIGHUP)
        if let status = child.wait(milliseconds: 1000) { return status.code }
        slipway_signal_process(child.id, SIGKILL)
        return child.wait(milliseconds: 500)?.code ?? 0
    }
}
