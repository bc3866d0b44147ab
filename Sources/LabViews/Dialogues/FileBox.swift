import BuildPlan
internal import ImageFormat
import LabModel
import TextEditing

/// A file of an image in a box: what it is, and how a layer changed it.
struct FileBox {
    /// Lines that stay the same and are shown around a change.
    private static let context = 3

    let pane: LayersPane
    let glyphs: Glyphs
    let width: Int

    init(_ pane: LayersPane, glyphs: Glyphs, width: Int) {
        self.pane = pane
        self.glyphs = glyphs
        self.width = width
    }

    func box(offset: Int, showsDifference: Bool) -> Box {
        var lines: [RichLine]
        var hasDifference = false
        switch pane.file.state {
        case .unknown, .loading: lines = [RichLine(PaneWords.loading, .dim)]
        case .failed(let reason): lines = Wrapping.lines([Span(reason, .bad)], width: width)
        case .known(let file):
            hasDifference = file.difference != nil
            lines = Wrapping.lines([Span(FileWords.summary(file), .dim)], width: width) + [RichLine()]
            if showsDifference, let difference = file.difference {
                lines += changes(difference, file)
            } else {
                lines += content(file.after ?? file.before, isGone: file.after == nil)
            }
        }
        return Box(
            title: pane.filePath, lines: lines, offset: offset,
            foot: DialogueWords.fileFoot(showsDifference, hasDifference: hasDifference), width: width)
    }

    private func content(_ version: FileVersion?, isGone: Bool) -> [RichLine] {
        switch version?.content {
        case .text(let text, let omitted):
            let digits = String(text.count).count
            let rows = text.enumerated().map { index, line in
                let number = String(index + 1)
                let pad = String(repeating: " ", count: digits - number.count)
                return RichLine([Span(pad + number + "  ", .dim), Span(Self.plain(line), isGone ? .removed : .code)])
            }
            return rows + (omitted > 0 ? [RichLine(FileWords.omitted(omitted), .dim)] : [])
        case .binary(let bytes):
            return [RichLine(FileWords.binary, .dim)]
                + stride(from: 0, to: bytes.count, by: 16).map { start in
                    RichLine(FileWords.hex(bytes[start..<min(start + 16, bytes.count)], at: start), .code)
                }
        case .link, .folder, .special, .unreadable, nil: return []
        }
    }

    private func changes(_ difference: LineDiff, _ file: LayerFile) -> [RichLine] {
        guard case .text(let old, _)? = file.before?.content, case .text(let new, _)? = file.after?.content else {
            return []
        }
        var lines: [RichLine] = []
        for hunk in difference.hunks(context: Self.context) {
            if !lines.isEmpty { lines.append(RichLine(glyphs.ellipsis, .dim)) }
            lines += hunk.map { change in
                switch change {
                case .same(_, let index): RichLine("  " + Self.plain(new[index]), .dim)
                case .removed(let index): RichLine("- " + Self.plain(old[index]), .removed)
                case .added(let index): RichLine("+ " + Self.plain(new[index]), .added)
                }
            }
        }
        return lines
    }

    /// Tabs as blanks, and nothing that a terminal would act on.
    private static func plain(_ line: String) -> String {
        guard line.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return line }
        return String(
            line.flatMap {
                $0 == "\t" ? "    " : $0.asciiValue.map { $0 < 0x20 || $0 == 0x7F } == true ? "?" : String($0)
            })
    }
}

/// What is said of a file.
private enum FileWords {
    static func summary(_ file: LayerFile) -> String {
        switch (file.before, file.after) {
        case (nil, nil): "is in neither"
        case (nil, let after?): "added: " + facts(after)
        case (let before?, nil): "removed: it was " + facts(before)
        case (let before?, let after?): change(before, after)
        }
    }

    private static func change(_ before: FileVersion, _ after: FileVersion) -> String {
        var words: [String] = []
        if before.mode != after.mode { words.append("mode \(mode(before)) → \(mode(after))") }
        if before.owner != after.owner { words.append("owner \(before.owner ?? "?") → \(after.owner ?? "?")") }
        if before.size != after.size { words.append("\(Quantity.bytes(before.size)) → \(Quantity.bytes(after.size))") }
        if before.content != after.content { words.append("content") }
        if case .link(let target) = after.content { words.append("now a link to \(target)") }
        return words.isEmpty ? "written again, and the same as before" : "changed: " + words.joined(separator: ", ")
    }

    private static func facts(_ version: FileVersion) -> String {
        let owner = version.owner.map { ", owner \($0)" } ?? ""
        let mode = ", mode \(mode(version))\(owner)"
        return switch version.content {
        case .text, .binary: Quantity.bytes(version.size) + mode
        case .link(let target): "a link to \(target)"
        case .folder: "a folder" + mode
        case .special: "a device, a socket or a pipe" + mode
        case .unreadable(let reason): "\(Quantity.bytes(version.size))\(mode); it cannot be read: \(reason)"
        }
    }

    private static func mode(_ version: FileVersion) -> String {
        let digits = String(version.mode, radix: 8)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    static let binary = "This file is not text. Its first bytes:"

    static func omitted(_ bytes: Int64) -> String { "… and \(Quantity.bytes(bytes)) more" }

    static func hex(_ bytes: ArraySlice<UInt8>, at offset: Int) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        let columns = bytes.map { padded(Int($0), 2) }.joined(separator: " ")
        let gap = String(repeating: " ", count: 48 - columns.count)
        let text = String(bytes.map { (0x20...0x7E).contains($0) ? Character(UnicodeScalar($0)) : "." })
        return padded(offset, 6) + "  " + columns + gap + text
    }
}
