internal import BuildPlan
public import BuildRuns
public import ImageFormat
public import LayerContents
public import Printing

/// The report of `slipway size` on what the bytes of an image are for, as text and as JSON.
public struct SizeReport {
    private let weight: ImageWeight
    private let lines: InstructionLines
    private let files: [WeighedFile]
    private let hidden: [HiddenFile]
    private let count: Int
    private let path: String?

    /// - Parameters:
    ///   - path: the absolute path in the image that the report is about; nil for the whole image.
    ///   - count: the number of files that are shown.
    public init(_ weight: ImageWeight, lines: InstructionLines, path: String?, files count: Int) {
        self.weight = weight
        self.lines = lines
        self.path = path
        files = path.map { weight.files(at: $0) } ?? weight.files
        hidden = path.map { weight.hidden(at: $0) } ?? weight.hidden
        self.count = max(0, count)
    }

    // MARK: Text

    /// The report as text.
    public var text: PrintableText {
        let wasted = weight.wasted > 0 ? ", \(Quantity.bytes(weight.wasted)) of it wasted" : ", nothing of it wasted"
        let sum = "\(Quantity.bytes(weight.bytes)) in \(weight.rows.count) layer\(weight.rows.count == 1 ? "" : "s")"
        return "\(sum)\(wasted)\n\n" + instructions + largest + waste
    }

    private var instructions: PrintableText {
        let rows = weight.rows.map { row -> PrintableText in
            let hides = row.hides > 0 ? " (hides \(Quantity.bytes(row.hides)))" : ""
            return "\(Self.column(row.bytes))  \(Self.cut(name(row)))\(hides)\n"
        }
        let without = weight.rows.filter { $0.wasted > 0 }.map { row -> PrintableText in
            "Without \(short(row)): −\(Quantity.bytes(row.bytes)), of which \(Quantity.bytes(row.wasted)) cannot be seen.\n"
        }
        return rows.joined() + without.joined()
    }

    private var largest: PrintableText {
        if let path, files.isEmpty { return "\nNo file at \(path) can be seen in this image.\n" }
        guard count > 0, !files.isEmpty else { return "" }
        let shown = files.prefix(count).map { file -> PrintableText in
            "\(Self.column(file.bytes))  \(file.path)  by \(short(weight.rows[file.layer]))\n"
        }
        let sum = files.reduce(0) { $0 + $1.bytes }
        let rest = files.count - min(count, files.count)
        let more = rest > 0 ? ", of which the largest are" : ""
        return "\n\(files.count) file\(files.count == 1 ? "" : "s") with \(Quantity.bytes(sum)) can be seen\(more):\n"
            + shown.joined()
    }

    private var waste: PrintableText {
        guard count > 0, !hidden.isEmpty else { return "" }
        let shown = hidden.prefix(count).map { file -> PrintableText in
            let (by, hiding) = (weight.rows[file.layer], weight.rows[file.by])
            return "\(Self.column(file.bytes))  \(file.path)  by \(short(by)), hidden by \(short(hiding))\n"
        }
        return "\nWasted:\n" + shown.joined()
    }

    /// `line 4: COPY . /app`
    private func name(_ row: ImageWeight.Row) -> String {
        let words = row.createdBy.isEmpty ? "a layer that the image's history does not tell of" : row.createdBy
        return lines[row.entry].map { "line \($0): \(words)" } ?? words
    }

    /// A short name of the row, for use in a sentence.
    private func short(_ row: ImageWeight.Row) -> String {
        lines[row.entry].map { "line \($0)" } ?? "`\(Self.cut(name(row), to: 40))`"
    }

    private static func column(_ bytes: Int64) -> String {
        let text = Quantity.bytes(bytes)
        return String(repeating: " ", count: max(0, 9 - text.count)) + text
    }

    private static func cut(_ text: String, to width: Int = 90) -> String {
        let line = text.replacing("\n", with: " ").replacing("\t", with: " ")
        return line.count <= width ? line : line.prefix(width - 1) + "…"
    }

    // MARK: JSON

    /// The report as JSON.
    public var json: JSON {
        .object([
            "v": .integer(1), "bytes": .integer(weight.bytes), "wasted": .integer(weight.wasted),
            "layers": .array(weight.rows.map(json)),
            "files": .array(
                files.prefix(count).map { file in
                    .object([
                        "path": .string(file.path), "bytes": .integer(file.bytes),
                        "layer": .integer(Int64(file.layer)),
                    ])
                }),
            "hidden": .array(
                hidden.prefix(count).map { file in
                    .object([
                        "path": .string(file.path), "bytes": .integer(file.bytes),
                        "layer": .integer(Int64(file.layer)), "hiddenBy": .integer(Int64(file.by)),
                    ])
                }),
        ])
    }

    private func json(_ row: ImageWeight.Row) -> JSON {
        .object([
            "createdBy": .string(row.createdBy), "line": lines[row.entry].map { .integer(Int64($0)) },
            "bytes": .integer(row.bytes), "wasted": .integer(row.wasted), "hides": .integer(row.hides),
        ])
    }
}
