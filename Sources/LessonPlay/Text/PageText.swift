internal import LessonFormat

/// A step's text for a plain terminal: Markdown without its signs.
struct PageText {
    let commands: OutsideCommands

    func lines(_ blocks: [MarkdownBlock]) -> [String] {
        blocks.map(lines).filter { !$0.isEmpty }.joined(separator: [""]).map { $0 }
    }

    private func lines(_ block: MarkdownBlock) -> [String] {
        switch block {
        case .heading(_, let words):
            let title = Self.text(words)
            return [title, String(repeating: "-", count: title.count)]
        case .paragraph(let words): return Self.text(words).split(separator: "\n").map(String.init)
        case .code(let code): return self.code(code)
        case .quote(let inner): return lines(inner).map { "> " + $0 }
        case .list(let start, let items):
            return items.enumerated().flatMap { index, item in
                let mark = start.map { "\($0 + index). " } ?? "- "
                let pad = String(repeating: " ", count: mark.count)
                return lines(item.blocks).enumerated().map { ($0 == 0 ? mark : pad) + $1 }
            }
        case .table(let header, let rows): return table([header] + rows)
        case .rule: return ["----"]
        }
    }

    private func code(_ block: CodeBlock) -> [String] {
        let lines = block.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        switch block.purpose {
        case .shown: return lines.map { "    " + $0 }
        case .run: return lines.map { "    $ " + commands.line($0) }
        case .file(let path): return ["\(path):"] + lines.map { "    " + $0 }
        }
    }

    private func table(_ rows: [[[MarkdownInline]]]) -> [String] {
        let cells = rows.map { $0.map(Self.text) }
        let columns = cells.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in cells.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
        return cells.map { row in
            row.enumerated().map { column, cell in
                column + 1 == columns ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }.joined(separator: "  ")
        }
    }

    private static func text(_ words: [MarkdownInline]) -> String {
        words.map { word in
            switch word {
            case .text(let text), .code(let text): text
            case .emphasis(let inner), .strong(let inner), .struck(let inner): text(inner)
            case .link(let inner, let url): url.isEmpty ? text(inner) : "\(text(inner)) (\(url))"
            case .lineBreak: "\n"
            }
        }.joined()
    }
}
