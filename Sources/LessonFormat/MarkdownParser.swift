internal import CMark

/// Markdown → blocks, by cmark-gfm.
public enum MarkdownParser {
    /// Parses a text. Every text is valid Markdown; raw HTML is dropped.
    public static func parse(_ text: String) -> [MarkdownBlock] {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return [] }
        defer { cmark_parser_free(parser) }
        for name in ["table", "tasklist", "strikethrough", "autolink"] {
            if let extent = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, extent) }
        }
        cmark_parser_feed(parser, text, text.utf8.count)
        guard let root = cmark_parser_finish(parser) else { return [] }
        defer { cmark_node_free(root) }
        return NodeReader.blocks(of: root)
    }
}

/// Reads cmark's tree. Types go by name: those of the extensions are variables in C.
private enum NodeReader {
    typealias Node = OpaquePointer

    static func children(_ node: Node) -> [Node] {
        Array(
            sequence(state: cmark_node_first_child(node)) { next in
                guard let node = next else { return nil }
                next = cmark_node_next(node)
                return node
            })
    }

    static func type(_ node: Node) -> String { String(cString: cmark_node_get_type_string(node)) }

    static func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }

    static func blocks(of node: Node) -> [MarkdownBlock] { children(node).compactMap(block) }

    private static func block(_ node: Node) -> MarkdownBlock? {
        switch type(node) {
        case "heading": .heading(level: Int(cmark_node_get_heading_level(node)), inlines(of: node))
        case "paragraph": .paragraph(inlines(of: node))
        case "code_block": .code(code(node))
        case "block_quote": .quote(blocks(of: node))
        case "list": .list(start: start(of: node), children(node).map(item))
        case "table": table(node)
        case "thematic_break": .rule
        default: nil
        }
    }

    private static func start(of list: Node) -> Int? {
        cmark_node_get_list_type(list) == CMARK_ORDERED_LIST ? Int(cmark_node_get_list_start(list)) : nil
    }

    private static func item(_ node: Node) -> MarkdownItem {
        let isTask = type(node) == "tasklist"
        return MarkdownItem(
            blocks: blocks(of: node), isDone: isTask ? cmark_gfm_extensions_get_tasklist_item_checked(node) : nil)
    }

    private static func table(_ node: Node) -> MarkdownBlock {
        let rows = children(node).map { row in children(row).map(inlines(of:)) }
        return .table(header: rows.first ?? [], rows: Array(rows.dropFirst()))
    }

    private static func code(_ node: Node) -> CodeBlock {
        let info = FenceInfo(text(cmark_node_get_fence_info(node)))
        return CodeBlock(
            language: info.language, text: text(cmark_node_get_literal(node)), purpose: info.purpose,
            line: Int(cmark_node_get_start_line(node)))
    }

    private static func inlines(of node: Node) -> [MarkdownInline] {
        children(node).reduce(into: []) { found, node in
            guard let inline = inline(node) else { return }
            if case .text(let more) = inline, case .text(let before) = found.last {
                found[found.count - 1] = .text(before + more)
            } else {
                found.append(inline)
            }
        }
    }

    private static func inline(_ node: Node) -> MarkdownInline? {
        switch type(node) {
        case "text": .text(text(cmark_node_get_literal(node)))
        case "softbreak": .text(" ")
        case "linebreak": .lineBreak
        case "code": .code(text(cmark_node_get_literal(node)))
        case "emph": .emphasis(inlines(of: node))
        case "strong": .strong(inlines(of: node))
        case "strikethrough": .struck(inlines(of: node))
        case "link": .link(inlines(of: node), url: text(cmark_node_get_url(node)))
        case "image": .text(inlines(of: node).map(\.plainText).joined())
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
