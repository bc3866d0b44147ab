public import LessonFormat
internal import TextEditing

/// Text that comes from the lesson: its blocks, and what a presenter types.
extension EditorPane {
    mutating func type(block text: String, into path: String) -> [Request] {
        show(file: path)
        let isLoaded = files[openFile].isLoaded
        change { $0.type(block: text) }
        return [.focus(.editor), .notice(.typed(into: path))] + (isLoaded ? [] : [.world(.read(file: path))])
    }

    /// Removes what is not wanted, and puts the caret where the rest is to be typed.
    mutating func beginTyping(_ path: String, _ wanted: [UInt8]) -> [Request] {
        show(file: path)
        let needed = TypedChange(from: files[openFile].text, to: String(decoding: wanted, as: UTF8.self))
        change { tab in
            let lower = tab.editor.buffer.position(of: ByteOffset(needed.range.lowerBound))
            let upper = tab.editor.buffer.position(of: ByteOffset(needed.range.upperBound))
            tab.apply(.moveTo(lower))
            if lower != upper { tab.apply(.replaceRange(from: lower, to: upper, with: "")) }
        }
        return [.focus(.editor), .presenterTypes(needed.replacement, into: path)]
    }

    mutating func goOnTyping(_ path: String, _ text: String) {
        show(file: path)
        change { tab in
            let caret = tab.editor.caret
            tab.apply(.replaceRange(from: caret, to: caret, with: text))
        }
    }
}

extension Lesson {
    /// The files that the lesson has the learner write, in the order in which its steps open them.
    public var workspaceFiles: [String] {
        var paths: [String] = []
        for path in steps.compactMap(\.opens) + solution.keys.sorted() where !paths.contains(path) {
            paths.append(path)
        }
        return paths
    }
}
