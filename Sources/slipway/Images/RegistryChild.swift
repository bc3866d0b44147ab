import ArgumentParser
import Glibc
import ImageFormat
import Printing

/// `slipway-registry` as a child process: this program itself has no network code.
enum RegistryChild {
    /// Runs one of its subcommands to its end and gives each line of its standard output to `event`. What it says on
    /// standard error is said here, and ends the command.
    static func run(_ arguments: [String], input: String? = nil, event: (JSON) -> Void) throws {
        let outcome = try outcome(of: arguments, input: input, event: event)
        guard outcome.status != 0 else { return }
        let said = String(decoding: outcome.errors, as: UTF8.self).split(separator: "\n").first {
            $0.hasPrefix("Error: ")
        }
        Complaint.print(
            said.map { "\($0.dropFirst("Error: ".count))" } ?? "the connection ended (\(outcome.status))")
        throw ExitCode.failure
    }

    /// Runs a subcommand whose failure is an answer, and says nothing of it.
    static func attempt(_ arguments: [String]) throws {
        guard try outcome(of: arguments, input: nil, event: { _ in }).status == 0 else { throw ExitCode.failure }
    }

    private static func outcome(
        of arguments: [String], input: String?, event: (JSON) -> Void
    ) throws -> PipedProcess.Outcome {
        guard let program = path() else {
            Complaint.print("the program slipway-registry is not beside this one: build it again (./slipway build)")
            throw ExitCode.failure
        }
        return try PipedProcess([program] + arguments, input: input).lines { line in
            if let json = try? JSON(parsing: Array(line)) { event(json) }
        }
    }

    /// Beside this program's own file, wherever a link to it is.
    private static func path() -> String? {
        guard let own = realpath("/proc/self/exe", nil) else { return nil }
        defer { free(own) }
        let folder = String(cString: own).split(separator: "/").dropLast().joined(separator: "/")
        let path = "/\(folder)/slipway-registry"
        return access(path, X_OK) == 0 ? path : nil
    }
}

/// A child process that is given its whole input at once and whose lines are read as they come.
private struct PipedProcess {
    struct Outcome {
        var status: Int32
        var errors: [UInt8]
    }

    private let id: pid_t
    private let output: Int32
    /// A file, not a pipe: the child never waits for it to be read.
    private let errors: Int32

    init(_ words: [String], input: String?) throws {
        let given = Array((input ?? "").utf8)
        var (source, ends): ([Int32], [Int32]) = ([-1, -1], [-1, -1])
        // A pipe holds 64 KiB before anyone reads it, which is more than any password has.
        guard given.count < 1 << 16, pipe(&source) == 0, pipe(&ends) == 0, let said = tmpfile(),
            write(source[1], given, given.count) == given.count
        else { throw CommandFailure("no pipe could be made: \(String(cString: strerror(errno)))") }
        let errors = dup(fileno(said))
        fclose(said)
        for end in source + ends + [errors] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, source[0], STDIN_FILENO)
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO)
        var id: pid_t = 0
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        let status = posix_spawn(&id, words[0], &actions, nil, &arguments, environ)
        for end in source + [ends[1]] { close(end) }
        guard status == 0 else {
            throw CommandFailure("\(words[0]) could not be started: \(String(cString: strerror(status)))")
        }
        self.id = id
        self.output = ends[0]
        self.errors = errors
    }

    func lines(_ take: (ArraySlice<UInt8>) -> Void) throws -> Outcome {
        var waiting: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(output, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            waiting += buffer[..<count]
            while let end = waiting.firstIndex(of: UInt8(ascii: "\n")) {
                take(waiting[..<end])
                waiting.removeSubrange(...end)
            }
        }
        close(output)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        return Outcome(status: status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f, errors: said())
    }

    private func said() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        let count = pread(errors, &bytes, bytes.count, 0)
        close(errors)
        return Array(bytes.prefix(max(count, 0)))
    }
}
