import Foundation

/// A program on the PATH that is given its input, and whose output is read to its end. Foundation's `Process` would bring
/// run loops and threads along, which this program's other tasks would have to live with.
struct HelperProcess {
    private let id: pid_t
    private let input: Int32
    private let output: Int32

    /// Nil where there is no such program.
    init?(_ words: [String]) throws {
        var (source, result): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        guard pipe(&source) == 0, pipe(&result) == 0 else { throw POSIXError(.EMFILE) }
        for end in source + result { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, source[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, result[1], STDOUT_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // What this program ignores is its own business.
        var ignored = sigset_t()
        sigemptyset(&ignored)
        for signal in [SIGPIPE, SIGXFSZ] { sigaddset(&ignored, signal) }
        posix_spawnattr_setsigdefault(&attributes, &ignored)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var id: pid_t = 0
        let status = posix_spawnp(&id, words[0], &actions, &attributes, &arguments, environ)
        close(source[0])
        close(result[1])
        guard status == 0 else {
            close(source[1])
            close(result[0])
            if status == ENOENT { return nil }
            throw POSIXError(POSIXErrorCode(rawValue: status) ?? .EIO)
        }
        (self.id, input, output) = (id, source[1], result[0])
    }

    /// All that the program reads. One that ends before it has read is not this program's end.
    func give(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        close(input)
    }

    /// The status of a program that was ended because it said nothing.
    static let silent: Int32 = -1
    /// Seconds that it may say nothing: it may ask the user for the password of a keyring.
    static let patience: Int32 = 120

    /// Its status and what it wrote.
    func end() -> (Int32, [UInt8]) {
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 12)
        while true {
            var ready = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
            let news = poll(&ready, 1, Self.patience * 1000)
            if news < 0, errno == EINTR { continue }
            guard news > 0 else {
                kill(id, SIGKILL)
                close(output)
                while waitpid(id, nil, 0) < 0, errno == EINTR {}
                return (Self.silent, [])
            }
            let count = read(output, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0, answer.count < 1 << 20 else { break }
            answer += buffer[..<count]
        }
        close(output)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return (status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f, answer)
    }
}
