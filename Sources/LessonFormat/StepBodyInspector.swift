internal import Faults

/// The faults of a step's text: blocks that name files, marks on fences, links.
struct StepBodyInspector {
    let lesson: Lesson
    let index: Int
    let text: LessonText

    private var step: Step { lesson.steps[index] }

    func findings() -> [TextFault] {
        let blocks = step.body.flatMap(\.blocks)
        return blocks.flatMap(self.block) + fences() + step.body.flatMap(\.urls).compactMap(link)
    }

    // MARK: Code

    private func block(_ block: MarkdownBlock) -> [TextFault] {
        guard case .code(let code) = block else { return [] }
        switch code.purpose {
        case .shown: return []
        case .run:
            let isEmpty = code.text.allSatisfy(\.isWhitespace)
            return isEmpty ? [at(code.line, "there is no command in the block")] : []
        case .file(let path): return agreement(code, path)
        }
    }

    /// A block that names a file is that file as it is after the step, or some of its lines.
    private func agreement(_ code: CodeBlock, _ path: String) -> [TextFault] {
        guard let bytes = lesson.files(after: index)[path] else {
            return [at(code.line, "the block names \(path), which is in neither start nor solution")]
        }
        let (shown, whole) = (Self.lines(code.text), Self.lines(String(decoding: bytes, as: UTF8.self)))
        guard !whole.isPart(shown) else { return [] }
        let number = zip(shown, whole).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? whole.count
        let found = shown.indices.contains(number) ? shown[number] : "nothing"
        let expected = whole.indices.contains(number) ? whole[number] : "nothing"
        return [
            at(
                code.line + 1 + number,
                "the block says \"\(found)\", the solution's \(path) says \"\(expected)\" in line \(number + 1)")
        ]
    }

    /// Without white space at line ends and blank lines at the end.
    private static func lines(_ text: String) -> [String] {
        var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map { line in
            String(line.reversed().drop { $0.isWhitespace }.reversed())
        }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    /// A mark that is misspelt would quietly do nothing.
    private func fences() -> [TextFault] {
        let above = text.linesAboveBody(of: step.file)
        let lines = text.lines(of: step.file)
        var isInside = false
        return lines.indices.dropFirst(above).compactMap { number in
            guard lines[number].hasPrefix("```") else { return nil }
            isInside.toggle()
            let info = lines[number].drop { $0 == "`" }
            guard isInside, info.contains("{"), FenceInfo(String(info)).purpose == .shown else { return nil }
            return TextFault(
                file: step.file, line: number + 1, column: 1,
                message: "a fence is marked {exec} or {file=PATH}, not \(info)")
        }
    }

    // MARK: Links

    private func link(_ url: String) -> TextFault? {
        if isAddress(url) { return nil }
        if !url.contains(":"), !url.isEmpty, text.files.content[url] != nil { return nil }
        let what =
            url.contains(":") || url.isEmpty
            ? "is neither an address that begins with https:// or http:// nor a file of the lesson"
            : "is not a file of the lesson"
        return text.diagnostic("the link \"\(url)\" \(what)", file: step.file, at: "](\(url))", url)
    }

    private func isAddress(_ url: String) -> Bool {
        for scheme in ["https://", "http://"] where url.hasPrefix(scheme) {
            let host = url.dropFirst(scheme.count).prefix { $0 != "/" && $0 != ":" && $0 != "?" && $0 != "#" }
            return !host.isEmpty && !url.contains { $0.isWhitespace }
        }
        return false
    }

    private func at(_ bodyLine: Int, _ message: String) -> TextFault {
        let line = text.linesAboveBody(of: step.file) + bodyLine
        return TextFault(file: step.file, line: line, column: 1, message: message)
    }
}

extension [String] {
    /// Whether some lines stand in these, one after the other.
    fileprivate func isPart(_ part: [String]) -> Bool {
        guard part.count <= count else { return false }
        return (0...(count - part.count)).contains { self[$0...].starts(with: part) }
    }
}

extension MarkdownBlock {
    /// The block and all blocks inside of it.
    var blocks: [MarkdownBlock] {
        switch self {
        case .quote(let inner): [self] + inner.flatMap(\.blocks)
        case .list(_, let items): [self] + items.flatMap(\.blocks).flatMap(\.blocks)
        case .heading, .paragraph, .code, .table, .rule: [self]
        }
    }

    /// Where the block's links lead.
    var urls: [String] {
        switch self {
        case .heading(_, let parts), .paragraph(let parts): parts.flatMap(\.urls)
        case .quote(let inner): inner.flatMap(\.urls)
        case .list(_, let items): items.flatMap(\.blocks).flatMap(\.urls)
        case .table(let header, let rows): (header + rows.flatMap { $0 }).flatMap { $0 }.flatMap(\.urls)
        case .code, .rule: []
        }
    }
}

extension MarkdownInline {
    fileprivate var urls: [String] {
        switch self {
        case .link(let parts, let url): [url] + parts.flatMap(\.urls)
        case .emphasis(let parts), .strong(let parts), .struck(let parts): parts.flatMap(\.urls)
        case .text, .code, .lineBreak: []
        }
    }
}
