internal import Glibc
public import Processes
public import Surroundings

/// The `docker` that is not this program, whatever links lead to it.
public struct DockerProgram: Sendable, Equatable {
    /// As PATH leads to it; links are not followed.
    public let path: String
    private let environment: [String]

    /// Nil where PATH has none. In the lab's shell `docker` is this program first.
    public static func find(in surroundings: Surroundings) -> DockerProgram? {
        let own = realPath(surroundings.program)
        for folder in surroundings.searchPath.split(separator: ":") {
            let path = String(folder) + "/docker"
            guard access(path, X_OK) == 0, let real = realPath(path), real != own else { continue }
            return DockerProgram(path: path, environment: surroundings.environment)
        }
        return nil
    }

    /// What it answered to a question.
    public struct Answer: Equatable, Sendable {
        /// As a shell tells it; 127 where it could not be started.
        public var status: Int32
        /// What it wrote to standard output.
        public var output: [UInt8]
        /// What it wrote to standard error: the first 64 KiB of it.
        public var errors: String

        /// Whether it ended with 0.
        public var isSuccess: Bool { status == 0 }
        /// Its output as text; what is not UTF-8 is replaced.
        public var text: String { String(decoding: output, as: UTF8.self) }
        /// Its output without the newline at its end.
        public var line: String { String(text.prefix { $0 != "\n" }) }
    }

    /// Bytes of an answer at most.
    private static let limit = 32 << 20
    /// Seconds that it may say nothing.
    private static let patience: Int32 = 20

    /// Asks, and waits for the answer.
    public func ask(_ words: [String]) -> Answer {
        var program = self.program(words)
        program.lifetime = .group
        // A file, not a pipe: two pipes that are read one after the other would wait for each other.
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

    /// A call of it with these words, which is not started yet.
    public func program(_ words: [String]) -> Program {
        var program = Program([path] + words)
        program.environment = environment
        return program
    }

    /// Becomes it. Returns only where that cannot be, with an `errno`.
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
