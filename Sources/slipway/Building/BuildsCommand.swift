import ArgumentParser
import BuildPlan
import Clocks
import Formats
import ImageFormat
import Printing
import Surroundings

/// `slipway builds`: every build that is kept, the last one first.
struct BuildsCommand: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "builds", abstract: "List the builds that are kept: when, what, how each ended.",
        discussion: """
            The journals of the last hundred builds are kept, and of their output 256 MB. `slipway replay BUILD` plays \
            one, `slipway why BUILD` says why its steps ran, `slipway why BUILD BUILD` compares two.
            """)

    @Flag(help: "List only the builds that failed.")
    var failed = false

    @Option(name: [.customShort("n"), .long], help: "List only so many.")
    var last: Int?

    @Option(help: "text, or json: one object a line.")
    var format = "text"

    func validate() throws {
        guard ["text", "json"].contains(format) else {
            throw ValidationError("--format \(format): it is text or json.")
        }
        guard last.map({ $0 >= 0 }) ?? true else { throw ValidationError("--last is a number of builds.") }
    }

    func run(in surroundings: Surroundings) throws {
        let kept = KeptBuilds(of: try BuildStore.open(in: surroundings))
        let builds = kept.ids.lazy.map(kept.build).filter { !failed || $0.hasFailed }
        let shown = last.map { Array(builds.prefix($0)) } ?? Array(builds)
        guard format == "text" else {
            for build in shown {
                print(PrintableText(json: String(decoding: JSON.object(build.summary).encoded(), as: UTF8.self)))
            }
            return
        }
        print(Self.table(shown), terminator: "")
    }

    private static func table(_ builds: [KeptBuild]) -> PrintableText {
        let head = ["BUILD", "WHEN", "IMAGE", "OUTCOME", "FROM THE CACHE", "TIME"]
        let rows = builds.map { build in
            let steps = build.hits + build.ran.count
            return [
                build.id, build.start.map { Age.text(Timestamp.text(seconds: Int64($0.wallClock))) } ?? "",
                build.start?.tags.first ?? "-", build.outcome, steps > 0 ? "\(build.hits) of \(steps)" : "-",
                Quantity.seconds(build.seconds),
            ]
        }
        let widths = head.indices.map { column in ([head] + rows).map { $0[column].count }.max() ?? 0 }
        let lines = ([head] + rows).map { row -> PrintableText in
            let cells = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - $0.count)) }
            let line = cells.joined(separator: "   ")
            return "\(String(line[...(line.lastIndex { $0 != " " } ?? line.startIndex)]))\n"
        }
        return lines.joined()
    }
}

extension KeptBuild {
    fileprivate var hasFailed: Bool {
        switch result {
        case .failed, .refused: true
        case .succeeded, .stopped, .cancelled, nil: false
        }
    }
}
