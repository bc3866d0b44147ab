internal import BuildJournal
internal import BuildPlan
internal import LabModel

/// The whole log of a build's step, out of the files that the build writes into the store.
struct BuildLog {
    private var output: StepOutput

    init(build: String, step: StepID, in journal: JournalFolder) {
        output = StepOutput(of: step, build: build, in: journal)
    }

    func isOf(build: String, step: StepID) -> Bool { output.isOf(build: build, step: step) }

    /// Lines of the log, as far as they have been written; those that were not kept say so.
    mutating func lines(_ wanted: Range<Int>) -> [String] {
        var number = 0
        var collected: [String] = []
        var assembly = LineAssembly()
        output.read(from: wanted.lowerBound) { part in
            switch part {
            case .begins(let line): number = line
            case .text(let text):
                assembly.append(text) { line in
                    if wanted.contains(number) { collected.append(line) }
                    number += 1
                }
            case .missing(let lines, let bytes):
                assembly = LineAssembly()
                for line in lines.clamped(to: wanted) {
                    collected.append(line == lines.lowerBound ? Self.missing(lines.count, bytes) : "…")
                }
                number = lines.upperBound
            }
            return number < wanted.upperBound
        }
        return collected
    }

    private static func missing(_ lines: Int, _ bytes: Int64) -> String {
        "… \(lines) lines of this output are not kept: the build wrote \(Quantity.bytes(bytes)) here …"
    }
}
