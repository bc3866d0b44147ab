import ArgumentParser
import BuildRuns
import CommandLines
import ImageFormat
import Surroundings

/// `slipway build`: docker's flags, and the events of the build as text or JSON.
struct BuildCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build an image from a Dockerfile and a folder of files.")

    @OptionGroup var options: BuildOptions

    func validate() throws { try options.checkValues() }

    func run(in surroundings: Surroundings) throws {
        if options.dryRun { return try DryRun(options).run(in: surroundings) }
        let work = BuildWork(options) { try PushCommand.parse(["\($0)"]).run(in: surroundings) }
        if options.twice { return try TwiceRun(work).run(in: surroundings) }
        _ = try work.build(in: surroundings, isKept: !options.unkept)
    }
}
