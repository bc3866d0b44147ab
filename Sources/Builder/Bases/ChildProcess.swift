internal import Glibc

/// A program of the host that helps the builder; its output is read line by line.
enum ChildProcess {
    /// The program's path on PATH and in the administrator's folders; nil where it is missing.
    static func find(_ name: String) -> String? {
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        let folders =
            path.split(separator: ":").map(String.init) + ["/usr/local/sbin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        return folders.map { $0 + "/" + name }.first { access($0, X_OK) == 0 }
    }

    /// The status of a program that was ended because it said nothing.
    static let silent: Int32 = -1

    /// Runs a program to its end and returns its exit status, 128 + n where a signal ended it. Cancelling ends it.
    ///
    /// - Parameters:
    ///   - output: where its standard output goes; nil to have it read line by line, as standard error always is.
    ///   - patience: seconds until it must have said something; nil for any time.
    static func run(
        _ arguments: [String], output: Int32? = nil, cancellation: Cancellation, patience: Double? = nil,
        line: (Substring) -> Void
    ) throws(StepError) -> Int32 {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
            throw .host("No pipe could be made: \(Words.error(errno)).")
        }
        defer { close(ends[0]) }
        let child = spawn(arguments, output: output ?? ends[1], errors: ends[1])
        close(ends[1])
        guard let child else { throw .host("`\(arguments[0])` could not be started.") }
        let isSilent = read(ends[0], child, cancellation, patience, line)
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        if isSilent { return silent }
        return status & 0x7f == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f)
    }

    private static func spawn(_ arguments: [String], output: Int32, errors: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, errors, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own: Ctrl-C reaches the builder, which ends the child, whatever this thread blocks.
        var nothing = sigset_t()
        sigemptyset(&nothing)
        posix_spawnattr_setsigmask(&attributes, &nothing)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child = pid_t()
        return posix_spawn(&child, arguments[0], &actions, &attributes, &words, environ) == 0 ? child : nil
    }

    /// Whether the program lost its time by saying nothing.
    private static func read(
        _ descriptor: Int32, _ child: pid_t, _ cancellation: Cancellation, _ patience: Double?,
        _ line: (Substring) -> Void
    ) -> Bool {
        let clock = BuildClock()
        var deadline = patience
        var isSilent = false
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            let ready = Glibc.poll(&poll, 1, 100)
            if let time = deadline, clock.elapsed > time { isSilent = true }
            if cancellation.isCancelled || isSilent { kill(-child, SIGTERM) }
            guard ready > 0 else { continue }
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { break }
            if !isSilent { deadline = nil }
            pending += buffer.prefix(count)
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                line(String(decoding: pending[..<end], as: UTF8.self)[...])
                pending.removeSubrange(...end)
            }
        }
        if !pending.isEmpty { line(String(decoding: pending, as: UTF8.self)[...]) }
        return isSilent
    }
}
