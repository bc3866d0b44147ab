import ArgumentParser
import BuildRuns
import Commands
import ImageFormat
import ImageStore
import Images
import LayerContents
import Printing
import Surroundings

/// `slipway size`: what each megabyte of an image is for, and gates for CI.
struct SizeCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "size",
        abstract: "Say what an image's bytes are for: which instruction brought them, and which only hides them.",
        discussion: """
            A file that a later instruction replaces or removes stays in the image, and nobody can see it: it is wasted. \
            Sizes of limits are like 500k, 64MB, 1.5GiB, powers of 1024; --max-wasted takes a share of the image, too: 5%.
            """)

    @Option(help: "Only what lies at this path of the image, or below it.")
    var path: String?

    @Option(name: [.customShort("n"), .long], help: "Show so many of the largest files.")
    var files = 10

    @Option(help: "End with status 1 where the image is larger.")
    var maxSize: String?

    @Option(help: "End with status 1 where more of it is wasted.")
    var maxWasted: String?

    @Option(help: "text or json.")
    var format = "text"

    @Argument(help: "The image, by name or ID.")
    var image: String

    func validate() throws {
        _ = try ReportFormat(format)
        _ = try SizeLimits(size: maxSize, wasted: maxWasted)
        guard path.map({ $0.hasPrefix("/") }) ?? true else {
            throw ValidationError("--path is a path of the image, from its root: /app.")
        }
    }

    func run(in surroundings: Surroundings) throws {
        try OpenedStore.run(in: surroundings, touchingLayers: true) { store in
            let stored = try store.resolve(image)
            let weight = try ImageWeight(of: stored, in: store)
            let lines = InstructionLines(of: stored, builds: KeptBuilds(of: store))
            let report = SizeReport(weight, lines: lines, path: path, files: files)
            try ReportFormat(format).show(report.text, json: report.json)
            try Gate.close(SizeLimits(size: maxSize, wasted: maxWasted).faults(of: weight))
        }
    }
}
