@testable import TextEditing

/// An editor as a text: `‸` is the caret, `«` and `»` are around the selection.
enum DrawnEditor {
    static func read(_ drawing: String, _ type: FileType, rows: Int = 5) -> Editor {
        var bytes: [UInt8] = []
        var caret: Int?
        var lower: Int?
        var upper: Int?
        for scalar in drawing.unicodeScalars {
            switch scalar {
            case "‸": caret = bytes.count
            case "«": lower = bytes.count
            case "»": upper = bytes.count
            default: bytes += Array(String(scalar).utf8)
            }
        }
        var editor = Editor(
            bytes, fileType: type, viewport: Viewport(rows: rows, columns: 40), metrics: CellMetrics(width: cells))
        let place = caret ?? 0
        let anchor = lower.map { $0 == place ? upper ?? place : $0 } ?? place
        editor.selection = Selection(
            anchor: editor.buffer.position(of: ByteOffset(anchor)), caret: editor.buffer.position(of: ByteOffset(place))
        )
        return editor
    }

    static func draw(_ editor: Editor) -> String {
        let bytes = editor.buffer.bytes
        let caret = editor.buffer.offset(of: editor.selection.caret).value
        let lower = editor.buffer.offset(of: editor.selection.lower).value
        let upper = editor.buffer.offset(of: editor.selection.upper).value
        var drawing: [UInt8] = []
        for index in 0...bytes.count {
            if index == caret, caret == upper { drawing += "‸".utf8 }
            if index == upper, lower < upper { drawing += "»".utf8 }
            if index == lower, lower < upper { drawing += "«".utf8 }
            if index == caret, caret == lower, lower < upper { drawing += "‸".utf8 }
            if index < bytes.count { drawing.append(bytes[index]) }
        }
        return String(decoding: drawing, as: UTF8.self)
    }

    /// Presses keys by name, apart by spaces; `'text'` types, `_` in it is a space.
    static func press(_ keys: String, in editor: inout Editor) {
        let table = Dictionary(EditCommand.defaultKeys.map { ($0.key, $0.command) }) { first, _ in first }
        for key in keys.split(separator: " ") {
            if let command = table[String(key)] {
                editor.apply(command)
            } else {
                for character in key.dropFirst().dropLast() {
                    editor.apply(.insert(character == "_" ? " " : String(character)))
                }
            }
        }
    }

    private static let cells: @Sendable (Character) -> Int = { character in
        (character.unicodeScalars.first?.value ?? 0) >= 0x1100 ? 2 : 1
    }
}
