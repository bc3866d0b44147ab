internal import Glibc
public import Processes
public import Surroundings

/// A `docker` program on this machine that is not Slipway itself under another name.
public struct DockerProgram: Sendable, Equatable {
    /// The path, as it was found by PATH. Links are not resolved.
    public let path: String
    private let environment: [String]

    /// Finds the program by PATH; nil where there is none. Names of Slipway itself are passed over, because in the
    /// lab's shell `docker` means Slipway.
    public static func find(in surroundings: Surroundings) -> DockerProgram? {
        let own = realPath(surroundings.program)
        for folder in surroundings.searchPath.split(separator: ":") {
            let path = String(folder) + "/docker"
            guard access(path, X_OK) == 0, let real = realPath(path), real != own else { continue }
            return DockerProgram(path: path, environment: surroundings.environment)
        }
        return nil
    }

    /// The result of a run of the program.
    public struct Answer: Equatable, Sendable {
        /// The exit status, as a shell reports it; 127 where the program could not be started.
        public var status: Int32
        /// What it wrote to standard output.
        public var output: [UInt8]
        /// What it wrote to standard error: the first 64 KiB of it.
        public var errors: String

        /// Whether it ended with 0.
        public var isSuccess: Bool { status == 0 }
        /// Its output as text; what is not UTF-8 is replaced.
        public var text: String { String(decoding: output, as: UTF8.self) }
        /// The first line of its output, without the newline.
        public var line: String { String(text.prefix { $0 != "\n" }) }
    }

    /// The most bytes of an answer.
    private static let limit = 32 << 20
    /// How many seconds the program may be silent.
    private static let patience: Int32 = 20

    /// Runs the program with these words and waits for its answer.
    public func ask(_ words: [String]) -> Answer {
        var program = self.program(words)
        program.lifetime = .group
        // Errors go to a file: with two pipes that are read one after the other, the program could block on the second.
        guard let said = tmpfile() else {
            return Answer(status: 127, output: [], errors: "no temporary file could be made")
        }
        defer { fclose(said) }
        let errors = fileno(said)
        program.errors = .descriptor(errors)
        do {
            let running = try program.start()
            let output = running.readOutput(limit: Self.limit, patience: Self.patience)
            return Answer(status: running.wait().code, output: output, errors: Self.text(errors))
        } catch {
            return Answer(status: 127, output: [], errors: error.description)
        }
    }

    /// The call with these words, not started yet.
    public func program(_ words: [String]) -> Program {
        var program = Program([path] + words)
        program.environment = environment
        return program
    }

    /// Replaces this process by the program. Returns only on failure, with the `errno`.
    public func become(_ words: [String]) -> Int32 {
        withCStrings([path] + words) { texts in
            withCStrings(environment) { variables in
                _ = execve(path, texts, variables)
                return errno
            }
        }
    }

    private static func text(_ file: Int32) -> String {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = pread(file, &buffer, buffer.count, 0)
        return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }

    private static func realPath(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
