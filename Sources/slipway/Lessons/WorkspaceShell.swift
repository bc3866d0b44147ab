import Glibc

/// Runs command lines as the lesson writes them: by bash, in the learner's folder.
struct WorkspaceShell {
    let folder: String

    /// Runs a line to its end and gives its output, both streams together, line by line. The exit status, or 127 where
    /// it could not be started.
    func run(_ line: String, output: ([ArraySlice<UInt8>]) -> Void) -> Int32 {
        finish(["/bin/bash", "-c", "exec 2>&1; " + line], output)
    }

    /// The same for a program and its arguments.
    func run(program words: [String], output: ([ArraySlice<UInt8>]) -> Void) -> Int32 {
        finish(["/bin/bash", "-c", #"exec "$0" "$@" 2>&1"#] + words, output)
    }

    private func finish(_ words: [String], _ output: ([ArraySlice<UInt8>]) -> Void) -> Int32 {
        guard let child = try? ChildProcess(words, folder: folder) else { return 127 }
        close(child.errors)
        var lines = PipeLines(child.output)
        lines.read(output)
        return child.wait()
    }
}
