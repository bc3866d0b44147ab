import Processes

/// Runs command lines as the lesson writes them: by bash, in the learner's folder.
struct WorkspaceShell {
    let folder: String

    /// Runs a line to its end and gives its output, both streams together, line by line. The exit status, or 127 where
    /// it could not be started.
    func run(_ line: String, output: ([ArraySlice<UInt8>]) -> Void) -> Int32 {
        finish(["/bin/bash", "-c", line], output)
    }

    /// The same for a program and its arguments.
    func run(program words: [String], output: ([ArraySlice<UInt8>]) -> Void) -> Int32 {
        finish(words, output)
    }

    private func finish(_ words: [String], _ output: ([ArraySlice<UInt8>]) -> Void) -> Int32 {
        var program = Program(words, folder: folder)
        program.errors = .joined
        program.lifetime = .group
        let running: RunningProgram
        do { running = try program.start() } catch {
            output([Array(error.description.utf8)[...]])
            return 127
        }
        var lines = LineReader(running.output)
        lines.read(output)
        return running.wait().code
    }
}
