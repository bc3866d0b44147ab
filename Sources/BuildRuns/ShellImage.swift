internal import ArgumentParser
internal import CommandLines
internal import Commands
internal import ImageFormat
internal import ImageStore
internal import Printing
public import Surroundings

/// The image that the instructions above a line of a Dockerfile make, in which a shell can be opened.
public struct ShellImage {
    /// The image's ID.
    public let id: String
    /// The shell that RUN uses at that line: the one of the last SHELL instruction, or the default one.
    public let shell: String

    /// Builds the image. The progress goes to standard error, because standard output belongs to the shell.
    ///
    /// - Parameters:
    ///   - line: the line, from 1, of the first instruction that is not built; nil to build all of them.
    ///   - file: the path of the Dockerfile; nil for the one in the context.
    ///   - arguments: the values of ARGs, each in the form of `--build-arg`.
    public init(
        before line: Int?, file: String?, arguments: [String], context: String, in surroundings: Surroundings
    ) throws {
        let words = Self.words(before: line, file: file, arguments: arguments, context: context)
        let work = BuildWork(try BuildOptions.parse(words)) { _ in }
        id = try work.build(in: surroundings, log: .error, isKept: false)
        let config = try BuildStore.open(in: surroundings).resolve(id).config.config
        shell = config.shell?.first ?? "/bin/sh"
    }

    /// The words of the build's command line after `build`.
    static func words(before line: Int?, file: String?, arguments: [String], context: String) -> [String] {
        let stop = line.map { ["--stop-before", "\($0)"] } ?? []
        return stop + (file.map { ["--file", $0] } ?? []) + arguments.flatMap { ["--build-arg", $0] } + [context]
    }
}
