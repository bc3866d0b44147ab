import ArgumentParser
import BuildPlan
import ImageFormat
import ImageStore
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
        guard ["text", "json"].contains(format) else {
            throw ValidationError("--format \(format): it is text or json.")
        }
        if let maxSize, ByteSize.memory(maxSize) == nil {
            throw ValidationError("--max-size \(maxSize) is not a size: write it like 100MB.")
        }
        if let maxWasted, WasteLimit(maxWasted) == nil {
            throw ValidationError("--max-wasted \(maxWasted) is neither a size nor a share: write it like 5MB or 10%.")
        }
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
            if format == "json" {
                print(PrintableText(json: report.json.pretty()), terminator: "")
            } else {
                print(report.text, terminator: "")
            }
            try gate(weight)
        }
    }

    private func gate(_ weight: ImageWeight) throws {
        var faults: [String] = []
        if let maxSize, let limit = ByteSize.memory(maxSize), weight.bytes > limit {
            faults.append("The image has \(Quantity.bytes(weight.bytes)), and \(maxSize) are allowed.")
        }
        if let maxWasted, let limit = WasteLimit(maxWasted), limit.isExceeded(weight) {
            let by = weight.hidden.first.map { ", the most by \($0.path)" } ?? ""
            faults.append("\(Quantity.bytes(weight.wasted)) of the image are wasted\(by); \(maxWasted) are allowed.")
        }
        guard !faults.isEmpty else { return }
        for fault in faults { Complaint.print(PrintableText(lines: fault)) }
        throw ExitCode.failure
    }
}

/// How much of an image may be wasted.
private enum WasteLimit {
    case bytes(Int64)
    case percent(Double)

    init?(_ text: String) {
        if text.hasSuffix("%") {
            guard let number = Double(text.dropLast()), number >= 0 else { return nil }
            self = .percent(number)
        } else {
            guard let bytes = ByteSize.memory(text) else { return nil }
            self = .bytes(bytes)
        }
    }

    func isExceeded(_ weight: ImageWeight) -> Bool {
        switch self {
        case .bytes(let limit): weight.wasted > limit
        case .percent(let limit): Double(weight.wasted) * 100 > limit * Double(weight.bytes)
        }
    }
}
