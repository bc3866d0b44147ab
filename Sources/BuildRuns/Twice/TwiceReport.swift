internal import BuildPlan
internal import Forecast
internal import ImageFormat
internal import LayerContents
internal import Printing

/// The result of building twice: the steps that made different files, the fields that differ, and the usual cures.
struct TwiceReport {
    let steps: [UnsteadyStep]
    let hasSameID: Bool
    /// The steps that the next build would not take from the cache.
    let next: [ForeseenStep]

    private static let mostFiles = 10

    var text: PrintableText { verdict + steps.map(Self.text).joined() + nextText }

    private var verdict: PrintableText {
        if hasSameID { return "Built twice: the same image, byte for byte.\n" }
        if steps.isEmpty {
            return
                "Built twice: the same files. Only the times in the image's history are others; \(UnsteadyCure.time)\n"
        }
        return "Built twice: \(steps.count == 1 ? "a step" : "\(steps.count) steps") gave other files.\n"
    }

    private static func text(_ step: UnsteadyStep) -> PrintableText {
        let shown = step.others.prefix(mostFiles).map { file -> PrintableText in
            "      \(file.path): \(words(file))\n"
        }
        let rest = step.others.count - shown.count
        let more: PrintableText = rest > 0 ? "      and \(rest) other files\n" : ""
        let timed: PrintableText =
            step.timed.isEmpty
            ? "" : "      \(count(step.timed.count)) with another time, such as \(step.timed[0].path)\n"
        let cures = UnsteadyCure.cures(for: step).map { cure -> PrintableText in "      cure: \(cure)\n" }
        return "\(step.name)\n" + shown.joined() + more + timed + cures.joined()
    }

    private static func count(_ files: Int) -> String { files == 1 ? "1 file" : "\(files) files" }

    private static func words(_ file: LayerDifference) -> String {
        let words = file.fields.map { field in
            switch field {
            case .onlyInFirst: "only the first build made it"
            case .onlyInSecond: "only the second build made it"
            case .type: "another type of file"
            case .content: "content"
            case .target: "where it points"
            case .mode: "mode"
            case .owner: "owner"
            case .time: "time"
            }
        }
        return words.joined(separator: ", ")
    }

    private var nextText: PrintableText {
        next.map { step -> PrintableText in
            let reason = ForecastWords(outline).reason(of: step.forecast) ?? ""
            return "The next build would not take line \(step.outline.firstLine) from the cache: \(reason)\n"
        }.joined()
    }

    private var outline: BuildOutline { BuildOutline(stages: [], steps: next.map(\.outline)) }

    var json: JSON {
        .object([
            "v": .integer(1), "same": .bool(steps.isEmpty), "sameImage": .bool(hasSameID),
            "steps": .array(steps.map(Self.json)),
            "next": .array(next.map { .integer(Int64($0.outline.firstLine)) }),
        ])
    }

    private static func json(_ step: UnsteadyStep) -> JSON {
        .object([
            "line": step.line.map { .integer(Int64($0)) }, "createdBy": .string(step.createdBy),
            "files": .array(
                step.differences.map { file in
                    .object([
                        "path": .string(file.path), "fields": .strings(file.fields.map(\.rawValue)),
                    ])
                }),
            "cures": .strings(UnsteadyCure.cures(for: step)),
        ])
    }
}

/// The usual cures for steps that make different files in every build.
enum UnsteadyCure {
    static let time =
        "give the build a time: --build-arg SOURCE_DATE_EPOCH=SECONDS makes every time in the image that one"

    /// The cures for a step, the most promising one first.
    static func cures(for step: UnsteadyStep) -> [String] {
        var cures: [String] = []
        if let origin = step.origin {
            let name = origin.name ?? "\(origin.index)"
            cures.append(
                "the files come from the stage \(name): `build --twice --target \(name)` names the instruction that makes them"
            )
        }
        let paths = step.others.map(\.path)
        if paths.contains(where: { $0.hasSuffix(".pyc") }) {
            cures.append(
                "a .pyc holds its source's time: ENV PYTHONDONTWRITEBYTECODE=1, or pip install --no-compile")
        }
        if paths.contains(where: { $0.hasPrefix("/var/log/") || $0.hasPrefix("/var/cache/") || $0.hasPrefix("/tmp/") })
        {
            cures.append(
                "logs and caches are no part of an image: remove them in the same RUN, or use RUN --mount=type=cache")
        }
        for (sign, cure) in commands where !step.others.isEmpty && step.createdBy.contains(sign) { cures.append(cure) }
        if step.differences.contains(where: { $0.fields.contains(.time) }) { cures.append(time) }
        return cures
    }

    private static let commands: [(sign: String, cure: String)] = [
        ("date", "the command asks for the time: take it from an ARG instead"),
        ("RANDOM", "the command draws a random number: take it from an ARG instead"),
        ("git clone", "a branch moves on: check out a commit"),
        ("curl", "what is fetched may be another file each time: ADD --checksum=sha256:… URL"),
        ("wget", "what is fetched may be another file each time: ADD --checksum=sha256:… URL"),
        (
            "pip install",
            "versions that are not pinned move on: name them all, with hashes (pip install --require-hashes)"
        ),
        ("apt-get", "packages move on: name their versions"),
    ]
}
