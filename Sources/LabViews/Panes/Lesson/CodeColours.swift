import TextEditing

/// A code block's lines in the colours of its language.
struct CodeColours {
    private let fileType: FileType

    init(language: String) {
        switch language.lowercased() {
        case "dockerfile": fileType = .dockerfile
        case "python", "py": fileType = .python
        case "sh", "bash", "shell", "console": fileType = .shell
        case "yaml", "yml": fileType = .yaml
        case "json": fileType = .json
        default: fileType = .plain
        }
    }

    func spans(_ line: String) -> [Span] {
        guard fileType != .plain else { return [Span(line, .code)] }
        let editor = Editor(Array(line.utf8), fileType: fileType)
        let roles = TokenRoles(editor.tokens(of: LineIndex(0)))
        var spans: [Span] = []
        var byte = 0
        for character in line {
            let role = roles[ByteColumn(byte)]
            byte += character.utf8.count
            if spans.last?.role == role {
                spans[spans.count - 1].text.append(character)
            } else {
                spans.append(Span(String(character), role))
            }
        }
        return spans
    }
}
