internal import BuildPlan
internal import Glibc

/// Knows whether a command runs in the shell: another program than the shell then has the terminal's foreground. That
/// needs nothing of the shell itself.
struct CommandWatch {
    struct Seen {
        var builds: [(id: String, event: TimedBuildEvent)] = []
        /// A command has ended since the last look.
        var hasEnded = false
        /// One has been running for a while.
        var hasStirred = false
    }

    private let shell: pid_t
    private let pty: Int32
    private var journals: FollowedBuilds
    private var wasBusy = false
    /// When something was entered; nil once it is known what came of it.
    private var enteredAt: Double?
    private var hasAnswered = false
    /// Since when the command seems to have ended, while that is not certain.
    private var endedAt: Double?
    private var lastOutput: Double?
    private var lastLook = 0.0
    private var lastStir = 0.0

    private static let beat = 0.1
    /// When the shell has been quiet for this long, its answer to a key is complete.
    private static let quiet = 0.15
    private static let stir = 1.5
    /// A shell on a slow machine has started its command by then.
    private static let patience = 3.0

    /// - Parameter builds: what builds that are started in the shell tell.
    init(shell: pid_t, pty: Int32, builds: FollowedBuilds) {
        journals = builds
        self.shell = shell
        self.pty = pty
    }

    var isBusy: Bool { tcgetpgrp(pty) != shell }

    var isWatching: Bool { enteredAt != nil || wasBusy || endedAt != nil }

    mutating func expectCommand(at now: Double) {
        enteredAt = now
        hasAnswered = false
    }

    mutating func sawOutput(at now: Double) { lastOutput = now }

    /// Whether the shell has said something, is quiet, and nothing else runs.
    func isAtPrompt(_ now: Double) -> Bool {
        guard let lastOutput else { return false }
        return now - lastOutput >= Self.beat * 0.9 && !isBusy
    }

    mutating func look(at now: Double) -> Seen {
        guard now - lastLook >= Self.beat else { return Seen() }
        lastLook = now
        let busy = isBusy
        var seen = Seen()
        if wasBusy, !busy { seen.hasEnded = true }
        if busy || enteredAt.map({ now - $0 >= Self.patience }) == true { enteredAt = nil }
        if !busy, let enteredAt, !hasAnswered, now - max(enteredAt, lastOutput ?? 0) >= Self.quiet {
            hasAnswered = true
            seen.hasEnded = true
        }
        if busy, now - lastStir >= Self.stir {
            lastStir = now
            seen.hasStirred = wasBusy
        }
        wasBusy = busy
        // Behind the look at the command: what it wrote before it ended is not missed.
        seen.builds = journals.news()
        seen.hasEnded = isEnd(seen.hasEnded, now)
        return seen
    }

    /// Whether a command has really ended that seems to have. On a busy machine one may begin between the look at the
    /// terminal and the look at the builds; and while a build has not said its last word, its command has not ended.
    private mutating func isEnd(_ seemsEnded: Bool, _ now: Double) -> Bool {
        if seemsEnded, endedAt == nil { endedAt = now }
        guard let endedAt else { return false }
        if isBusy {
            self.endedAt = nil
            wasBusy = true
            return false
        }
        if journals.isOneOpen, now - endedAt < Self.patience { return false }
        journals.giveUp()
        self.endedAt = nil
        return true
    }

    mutating func close() { journals.closeAll() }
}
