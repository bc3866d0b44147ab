import ArgumentParser
import BuildRuns
import CommandLines
import ImageFormat
import Printing
import Surroundings
import SystemPackage

/// `slipway build`: docker's flags, and the events of the build as text or JSON.
struct BuildCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "build", abstract: "Build an image from a Dockerfile and a folder of files.")

    @OptionGroup var options: BuildOptions

    /// Values that mean nothing here are refused by name.
    func validate() throws {
        guard options.builder == "default" || options.builder.isEmpty else {
            throw ValidationError("no builder \"\(options.builder)\" found: there is one, `default`")
        }
        guard ["build", "check", "lint", "outline", "targets"].contains(options.call) else {
            throw ValidationError(
                "--call=\(options.call) is not offered: build, check, outline and targets are.")
        }
        for (name, value) in [("provenance", options.provenance), ("sbom", options.sbom)] {
            guard ["false", "0", "f"].contains(value?.lowercased() ?? "false") else {
                throw ValidationError(
                    "--\(name): no statement about the build is attached to images here. Say --\(name)=false, or leave it out."
                )
            }
        }
        for entitlement in options.allow where entitlement != "network.host" {
            throw ValidationError(
                "--allow \(entitlement): RUN is confined as Docker's default is, and that is not changed.")
        }
        guard ["text", "json"].contains(options.format) else {
            throw ValidationError("--format \(options.format): it is text or json.")
        }
        guard options.format == BuildOptions.standardFormat || options.dryRun || options.twice else {
            throw ValidationError("--format says how --dry-run answers; a build's own events are --progress rawjson.")
        }
        guard ["default", "host", "none"].contains(options.network) else {
            throw ValidationError(
                "--network \(options.network): RUN has the host's network or none: default, host, none.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        if options.dryRun { return try DryRun(options).run(in: surroundings) }
        let work = BuildWork(options) { try PushCommand.parse(["\($0)"]).run(in: surroundings) }
        if options.twice { return try TwiceRun(work).run(in: surroundings) }
        _ = try work.build(in: surroundings, isKept: !options.unkept)
    }
}
