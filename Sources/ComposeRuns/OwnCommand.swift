internal import ContainerRuntime
internal import Glibc
internal import Processes
internal import Surroundings

/// This program's own commands, each as a process of its own: one may become another user, or stay behind with a container.
struct OwnCommand {
    let surroundings: Surroundings

    /// Runs a command to its end; what it says about itself goes to standard error.
    ///
    /// - Throws: `ComposeEnding` where it fails.
    func run(_ words: [String], input: String? = nil, isShown: Bool = false) throws {
        var program = surroundings.ownProgram(words)
        program.input = input.map { .bytes(Array($0.utf8)) } ?? .nothing
        program.output = isShown ? .descriptor(STDERR_FILENO) : .nothing
        program.errors = .descriptor(STDERR_FILENO)
        // Ctrl-C is for both.
        program.leadsGroup = false
        let status = try end(of: program)
        guard status == 0 else { throw ComposeEnding.told(status: status) }
    }

    /// Runs a command in this terminal; its exit status.
    func runHere(_ words: [String]) throws -> Int32 {
        var program = surroundings.ownProgram(words)
        program.input = .descriptor(STDIN_FILENO)
        program.output = .descriptor(STDOUT_FILENO)
        program.errors = .descriptor(STDERR_FILENO)
        program.leadsGroup = false
        return try end(of: program)
    }

    private func end(of program: Program) throws -> Int32 {
        do { return try program.start().wait().code } catch { throw ComposeEnding.failed("\(error)") }
    }
}
