internal import CMark

/// Why a text is not read as Markdown.
public struct MarkdownFault: Error, Equatable, Sendable {
    /// What is wrong with the text.
    public enum Reason: Equatable, Sendable {
        /// - Parameter limit: in bytes.
        case tooLarge(limit: Int)
        /// - Parameter limit: how many blocks and marks may stand inside of each other.
        case tooDeep(limit: Int)
    }

    public let reason: Reason
    /// Where that begins, from 1.
    public let line: Int

    /// The fault, without a full stop.
    public var message: String {
        switch reason {
        case .tooLarge(let limit): "the text is larger than \(LessonLimits.words(limit)): make two steps of it"
        case .tooDeep(let limit): "more than \(limit) quotes, lists or marks stand inside of each other"
        }
    }
}

/// Markdown → blocks, by cmark-gfm.
public enum MarkdownParser {
    /// Registered by the first who parses, while others wait: cmark says that it has them before it does.
    private static let extensions: Void = cmark_gfm_core_extensions_ensure_registered()

    /// Parses a text. Every text of some size is valid Markdown; raw HTML is dropped.
    /// - Throws: where the text is larger or deeper than any that people write.
    public static func parse(_ text: String) throws(MarkdownFault) -> [MarkdownBlock] {
        let limit = LessonLimits.markdown
        guard text.utf8.count <= limit else {
            throw MarkdownFault(reason: .tooLarge(limit: limit), line: text.line(ofByte: limit))
        }
        _ = Self.extensions
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return [] }
        defer { cmark_parser_free(parser) }
        for name in ["table", "tasklist", "strikethrough", "autolink"] {
            if let extent = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, extent) }
        }
        cmark_parser_feed(parser, text, text.utf8.count)
        guard let root = cmark_parser_finish(parser) else { return [] }
        defer { cmark_node_free(root) }
        return try NodeReader(line: 1, depth: 0).blocks(of: root)
    }
}

/// Reads cmark's tree, a level deeper each. Types go by name: those of the extensions are variables in C.
private struct NodeReader {
    typealias Node = OpaquePointer

    /// Of the innermost block, from 1; cmark gives pieces of lines none.
    var line: Int
    var depth: Int

    /// The reader for what is inside of a node.
    private func inside(_ node: Node) throws(MarkdownFault) -> NodeReader {
        let own = Int(cmark_node_get_start_line(node))
        let inner = NodeReader(line: own > 0 ? own : line, depth: depth + 1)
        let limit = LessonLimits.markdownDepth
        guard inner.depth <= limit else { throw MarkdownFault(reason: .tooDeep(limit: limit), line: inner.line) }
        return inner
    }

    private static func children(_ node: Node) -> [Node] {
        Array(
            sequence(state: cmark_node_first_child(node)) { next in
                guard let node = next else { return nil }
                next = cmark_node_next(node)
                return node
            })
    }

    private static func type(_ node: Node) -> String { String(cString: cmark_node_get_type_string(node)) }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

    func blocks(of node: Node) throws(MarkdownFault) -> [MarkdownBlock] {
        var blocks: [MarkdownBlock] = []
        for child in Self.children(node) {
            if let block = try inside(child).block(child) { blocks.append(block) }
        }
        return blocks
    }

    private func block(_ node: Node) throws(MarkdownFault) -> MarkdownBlock? {
        switch Self.type(node) {
        case "heading": .heading(level: Int(cmark_node_get_heading_level(node)), try inlines(of: node))
        case "paragraph": .paragraph(try inlines(of: node))
        case "code_block": .code(code(node))
        case "block_quote": .quote(try blocks(of: node))
        case "list": .list(start: start(of: node), try items(of: node))
        case "table": try table(node)
        case "thematic_break": .rule
        default: nil
        }
    }

    private func start(of list: Node) -> Int? {
        cmark_node_get_list_type(list) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(list)) : nil
    }

    private func items(of list: Node) throws(MarkdownFault) -> [MarkdownItem] {
        var items: [MarkdownItem] = []
        for node in Self.children(list) {
            let isTask = Self.type(node) == "tasklist"
            let isDone = isTask ? cmark_gfm_extensions_get_tasklist_item_checked(node) : nil
            items.append(MarkdownItem(blocks: try inside(node).blocks(of: node), isDone: isDone))
        }
        return items
    }

    private func table(_ node: Node) throws(MarkdownFault) -> MarkdownBlock {
        var rows: [[[MarkdownInline]]] = []
        for row in Self.children(node) {
            var cells: [[MarkdownInline]] = []
            for cell in Self.children(row) { cells.append(try inlines(of: cell)) }
            rows.append(cells)
        }
        return .table(header: rows.first ?? [], rows: Array(rows.dropFirst()))
    }

    private func code(_ node: Node) -> CodeBlock {
        let info = FenceInfo(Self.text(cmark_node_get_fence_info(node)))
        return CodeBlock(
            language: info.language, text: Self.text(cmark_node_get_literal(node)), purpose: info.purpose,
            line: Int(cmark_node_get_start_line(node)))
    }

    /// The pieces of a line, neighbouring texts as one.
    private func inlines(of node: Node) throws(MarkdownFault) -> [MarkdownInline] {
        var found: [MarkdownInline] = []
        var text = ""
        for child in Self.children(node) {
            guard let inline = try inside(child).inline(child) else { continue }
            if case .text(let more) = inline {
                text += more
                continue
            }
            if !text.isEmpty { found.append(.text(text)) }
            text = ""
            found.append(inline)
        }
        if !text.isEmpty { found.append(.text(text)) }
        return found
    }

    private func inline(_ node: Node) throws(MarkdownFault) -> MarkdownInline? {
        switch Self.type(node) {
        case "text": .text(Self.text(cmark_node_get_literal(node)))
        case "softbreak": .text(" ")
        case "linebreak": .lineBreak
        case "code": .code(Self.text(cmark_node_get_literal(node)))
        case "emph": .emphasis(try inlines(of: node))
        case "strong": .strong(try inlines(of: node))
        case "strikethrough": .struck(try inlines(of: node))
        case "link": .link(try inlines(of: node), url: Self.text(cmark_node_get_url(node)))
        case "image": .text(try inlines(of: node).map(\.plainText).joined())
        default: nil
        }
    }
}

/// The words behind a fence: `dockerfile {file=Dockerfile}`.
struct FenceInfo: Equatable {
    var language: String
    var purpose: CodeBlock.Purpose

    init(_ info: String) {
        let brace = info.firstIndex(of: "{")
        language = info[..<(brace ?? info.endIndex)].split(separator: " ").first.map(String.init) ?? ""
        purpose = .shown
        guard let brace, let end = info.lastIndex(of: "}"), brace < end else { return }
        let mark = info[info.index(after: brace)..<end].trimming(" ")
        if mark == "exec" { purpose = .run }
        if mark.hasPrefix("file=") { purpose = .file(mark.dropFirst("file=".count).trimming("\" ")) }
    }
}

extension MarkdownInline {
    /// The words without their marks.
    public var plainText: String {
        switch self {
        case .text(let text), .code(let text): text
        case .emphasis(let parts), .strong(let parts), .struck(let parts), .link(let parts, _):
            parts.map(\.plainText).joined()
        case .lineBreak: "\n"
        }
    }
}

extension StringProtocol {
    /// The text without those characters at its ends.
    func trimming(_ characters: String) -> String {
        var rest = self[...]
        while let first = rest.first, characters.contains(first) { rest = rest.dropFirst() }
        while let last = rest.last, characters.contains(last) { rest = rest.dropLast() }
        return String(rest)
    }
}
