import Glibc
import Synchronization

/// A child process of the lab: its standard output and standard error as pipes, no standard input, and a process group
/// of its own, so that a key or a signal of the lab's terminal never reaches it by itself.
struct ChildProcess: Sendable {
    enum Failure: Error {
        case pipe(Int32)
        case spawn(program: String, Int32)
    }

    let id: pid_t
    /// Read ends; whoever reads them closes them.
    let output: Int32
    let errors: Int32

    /// One child is started at a time: no pipe's end gets into another child by the way.
    private static let gate = Mutex(())

    init(_ arguments: [String], folder: String) throws(Failure) {
        self = try Self.gate.withLock { (_) throws(Failure) in
            try ChildProcess(starting: ["/usr/bin/env", "-C", folder] + arguments)
        }
    }

    private init(starting arguments: [String]) throws(Failure) {
        let output = try Self.pipe()
        let errors: (read: Int32, write: Int32)
        do {
            errors = try Self.pipe()
        } catch {
            Self.close(output)
            throw error
        }
        var id: pid_t = 0
        let status = Self.spawn(&id, arguments, output: output.write, errors: errors.write)
        Glibc.close(output.write)
        Glibc.close(errors.write)
        guard status == 0 else {
            Glibc.close(output.read)
            Glibc.close(errors.read)
            throw .spawn(program: arguments.first ?? "", status)
        }
        self.id = id
        self.output = output.read
        self.errors = errors.read
    }

    /// Ends the child's group as Ctrl-C would. A child that has ended already is not an error.
    func interrupt() { kill(-id, SIGINT) }

    func kill(with signal: Int32) { kill(-id, signal) }

    /// Waits for the end. The exit status, or 128 + n where signal n ended it.
    func wait() -> Int32 {
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0 {
            guard errno == EINTR else { return -1 }
        }
        return Self.exitStatus(status)
    }

    /// What `waitpid` gives, as a shell tells it.
    static func exitStatus(_ status: Int32) -> Int32 {
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    private func kill(_ group: pid_t, _ signal: Int32) { _ = Glibc.kill(group, signal) }

    private static func pipe() throws(Failure) -> (read: Int32, write: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw .pipe(errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func close(_ ends: (read: Int32, write: Int32)) {
        Glibc.close(ends.read)
        Glibc.close(ends.write)
    }

    private static func spawn(
        _ id: inout pid_t, _ arguments: [String], output: Int32, errors: Int32
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        setSignals(&attributes)

        let words = arguments.map { strdup($0) }
        defer { words.forEach { free($0) } }
        let program = arguments.first ?? ""
        return posix_spawn(&id, program, &actions, &attributes, words + [nil], environ)
    }

    /// A group of its own, no signal blocked, and the signals that the lab handles back to their defaults.
    private static func setSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var defaults = sigset_t()
        sigemptyset(&defaults)
        for signal in [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGPIPE, SIGTSTP, SIGWINCH] { sigaddset(&defaults, signal) }
        posix_spawnattr_setsigdefault(&attributes, &defaults)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }
}
