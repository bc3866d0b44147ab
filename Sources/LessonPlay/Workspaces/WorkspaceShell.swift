internal import Processes
public import Surroundings

/// Runs command lines as the lesson writes them: by bash, in the learner's folder, with what belongs to it.
public struct WorkspaceShell {
    private let folder: String
    private let surroundings: Surroundings

    /// - Parameter folder: absolute path.
    public init(folder: String, in surroundings: Surroundings) {
        self.folder = folder
        self.surroundings = surroundings
    }

    /// That of a lesson's place.
    public init(at place: Workplace) { self.init(folder: place.commandFolder, in: place.surroundings) }

    /// Runs a line to its end and gives its output, both streams together, line by line. The exit status, or 127 where
    /// it could not be started.
    public func run(_ line: String, output: ([ArraySlice<UInt8>]) -> Void) -> Int32 {
        finish(["/bin/bash", "-c", line], output)
    }

    /// Does it for a program and its arguments.
    public func run(program words: [String], output: ([ArraySlice<UInt8>]) -> Void) -> Int32 {
        finish(words, output)
    }

    private func finish(_ words: [String], _ output: ([ArraySlice<UInt8>]) -> Void) -> Int32 {
        var program = Program(words, folder: folder)
        program.environment = surroundings.environment
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
