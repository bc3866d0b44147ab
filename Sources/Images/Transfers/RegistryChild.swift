internal import ArgumentParser
internal import Commands
internal import Files
internal import Glibc
public import ImageFormat
internal import Printing
internal import Processes

/// `slipway-registry` as a child process: this program itself has no network code.
public enum RegistryChild {
    /// Runs one of its subcommands to its end and calls `event` with each line of its standard output. Its message on
    /// standard error is printed, and the command ends, if the subcommand fails.
    public static func run(_ arguments: [String], input: String? = nil, event: (JSON) -> Void) throws {
        let outcome = try outcome(of: arguments, input: input, event: event)
        guard outcome.status != 0 else { return }
        let said = String(decoding: outcome.errors, as: UTF8.self).split(separator: "\n").first {
            $0.hasPrefix("Error: ")
        }
        Complaint.print(
            said.map { "\($0.dropFirst("Error: ".count))" } ?? "the connection ended (\(outcome.status))")
        throw ExitCode.failure
    }

    /// Runs a subcommand and throws if it fails, without printing anything.
    static func attempt(_ arguments: [String]) throws {
        guard try outcome(of: arguments, input: nil, event: { _ in }).status == 0 else { throw ExitCode.failure }
    }

    private static func outcome(
        of arguments: [String], input: String?, event: (JSON) -> Void
    ) throws -> (status: Int32, errors: [UInt8]) {
        guard let path = ProgramPaths.beside("slipway-registry") else {
            Complaint.print("the program slipway-registry is not beside this one: build it again (./slipway build)")
            throw ExitCode.failure
        }
        // Errors go to a file, because the program could block on a pipe that nobody reads yet.
        guard let said = tmpfile() else {
            throw CommandFailure("no temporary file could be made: \(ErrnoWords.last)")
        }
        defer { fclose(said) }
        var program = Program([path] + arguments)
        program.input = .bytes(Array((input ?? "").utf8))
        program.errors = .descriptor(fileno(said))
        // Both processes stay in one group, so that Ctrl-C ends both.
        program.leadsGroup = false
        let running: RunningProgram
        do { running = try program.start() } catch { throw CommandFailure("\(error)") }
        var lines = LineReader(running.output)
        lines.read { for line in $0 { if let json = try? JSON(parsing: Array(line)) { event(json) } } }
        return (running.wait().code, contents(of: said))
    }

    /// The beginning of what was written to a file.
    private static func contents(of file: UnsafeMutablePointer<FILE>) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 1 << 14)
        let count = pread(fileno(file), &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(count, 0)))
    }
}
