internal import Formats

/// What an import has brought, told to the person who waits for it.
public struct BundleReport: Equatable, Sendable {
    /// One part of the bundle, or all parts of one kind.
    struct Row: Equatable, Sendable {
        var kind: String
        var name: String
        /// The part's size; nil if it is of no interest.
        var bytes: Int64?
    }

    /// IDs of the lessons that the bundle is for.
    public internal(set) var lessons: [String]
    /// IDs of those that can be presented at once.
    var prepared: Set<String> = []
    var rows: [Row] = []
    /// What can be done with a part.
    var notes: [String] = []

    init(lessons: [String]) { self.lessons = lessons }

    /// A table of what was taken, then what can be done with it.
    public var lines: [String] {
        let table = (["WHAT\tNAME\tSIZE"] + rows.map(Self.line)).joined(separator: "\n")
        return Columns.aligned(table).split(separator: "\n").map(String.init)
            + ["Every file has the digest that the bundle says."] + notes
    }

    /// What a presenter does next.
    public var advice: String {
        let (ready, others) = (lessons.filter(prepared.contains), lessons.filter { !prepared.contains($0) })
        guard !ready.isEmpty else { return "A presenter rehearses once: slipway prepare, then slipway present" }
        guard !others.isEmpty else { return "Prepared as well: slipway present" }
        return "Prepared as well: slipway present \(ready.joined(separator: ", ")). "
            + "A presenter rehearses the others once: slipway prepare \(others.joined(separator: " "))"
    }

    private static func line(_ row: Row) -> String {
        "\(row.kind)\t\(row.name)\t\(row.bytes.map(ByteCount.text) ?? "-")"
    }
}
