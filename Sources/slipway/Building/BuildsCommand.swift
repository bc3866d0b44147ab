import ArgumentParser
import BuildRuns
import Commands
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
        _ = try ReportFormat(format)
        guard last.map({ $0 >= 0 }) ?? true else { throw ValidationError("--last is a number of builds.") }
    }

    func run(in surroundings: Surroundings) throws {
        let kept = KeptBuilds(of: try BuildStore.open(in: surroundings))
        let list = BuildList(kept.all(failedOnly: failed, last: last))
        switch try ReportFormat(format) {
        case .text: print(list.table, terminator: "")
        case .json: for line in list.jsonLines { print(line) }
        }
    }
}
