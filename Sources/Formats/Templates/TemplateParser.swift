/// Tokens → the tree of a template.
struct TemplateParser {
    private let bytes: [UInt8]
    private let tokens: [TemplateToken]
    private var position = 0
    /// The variables that can be named here.
    private var variables = ["$"]
    private var depth = 0
    private var loops = 0

    /// Blocks and parentheses inside each other.
    private static let depthLimit = 100

    private init(_ bytes: [UInt8]) throws(TemplateError) {
        self.bytes = bytes
        tokens = try TemplateScanner.tokens(of: bytes)
    }

    static func nodes(of text: String) throws(TemplateError) -> [TemplateNode] {
        var parser = try TemplateParser(Array(text.utf8))
        let nodes = try parser.nodes()
        guard parser.token.kind == .end else { throw parser.fault("unexpected {{\(parser.wordBehindBraces ?? "")}}") }
        return nodes
    }

    private var token: TemplateToken { tokens[position] }

    private mutating func advance() { if position < tokens.count - 1 { position += 1 } }

    /// The word behind the `{{` that comes now.
    private var wordBehindBraces: String? {
        guard token.kind == .open, case .word(let word) = tokens[position + 1].kind else { return nil }
        return word
    }

    // MARK: Blocks

    /// Up to `{{end}}`, `{{else}}` or the end.
    private mutating func nodes() throws(TemplateError) -> [TemplateNode] {
        var nodes: [TemplateNode] = []
        while true {
            switch token.kind {
            case .text(let text):
                nodes.append(.text(text))
                advance()
            case .end: return nodes
            case .open, .close, .dot, .field, .variable, .word, .string, .integer, .number, .sign:
                if ["end", "else"].contains(wordBehindBraces) { return nodes }
                advance()
                nodes.append(try action())
            }
        }
    }

    private mutating func action() throws(TemplateError) -> TemplateNode {
        guard case .word(let word) = token.kind else { return .action(try closedPipeline("command")) }
        switch word {
        case "if", "with", "range": return try block(word)
        case "break", "continue":
            guard loops > 0 else { throw fault("{{\(word)}} outside {{range}}") }
            advance()
            try expectClose(in: word)
            return word == "break" ? .leaveRange : .nextOfRange
        case "define", "template", "block":
            throw fault("{{\(word)}} is not offered: write its text where it is to stand")
        default: return .action(try closedPipeline("command"))
        }
    }

    /// `{{if …}}…{{else}}…{{end}}` and its kin, behind the braces.
    private mutating func block(_ word: String) throws(TemplateError) -> TemplateNode {
        try enter()
        let known = variables.count
        defer {
            depth -= 1
            variables.removeLast(variables.count - known)
        }
        advance()
        let pipeline = try closedPipeline(word)
        if word == "range" { loops += 1 }
        let body = try nodes()
        if word == "range" { loops -= 1 }
        let otherwise = try otherwise(of: word)
        return switch word {
        case "if": .condition(pipeline, then: body, otherwise: otherwise)
        case "with": .with(pipeline, then: body, otherwise: otherwise)
        default: .range(pipeline, each: body, otherwise: otherwise)
        }
    }

    /// What `{{else}}` brings, to the block's end. `{{else if …}}` is a block of its own that shares the end.
    private mutating func otherwise(of word: String) throws(TemplateError) -> [TemplateNode] {
        guard token.kind != .end else { throw fault("unexpected EOF: {{\(word)}} without {{end}}") }
        let isElse = wordBehindBraces == "else"
        advance()
        advance()
        guard isElse else {
            try expectClose(in: "end")
            return []
        }
        if case .word(let next) = token.kind, next == word, word != "range" { return [try block(word)] }
        try expectClose(in: "else")
        let nodes = try nodes()
        guard wordBehindBraces == "end" else { throw fault("expected {{end}} behind {{else}}") }
        advance()
        advance()
        try expectClose(in: "end")
        return nodes
    }

    private mutating func expectClose(in word: String) throws(TemplateError) {
        guard token.kind == .close else { throw fault("unexpected \(shown(token)) in {{\(word)}}") }
        advance()
    }

    private mutating func enter() throws(TemplateError) {
        depth += 1
        guard depth <= Self.depthLimit else { throw fault("more than \(Self.depthLimit) blocks inside each other") }
    }

    // MARK: Pipelines

    private mutating func closedPipeline(_ context: String) throws(TemplateError) -> TemplatePipeline {
        let pipeline = try pipeline(context)
        try expectClose(in: context)
        return pipeline
    }

    private mutating func pipeline(_ context: String) throws(TemplateError) -> TemplatePipeline {
        var pipeline = try declaration(context)
        while true {
            let command = try command()
            guard !command.isEmpty else {
                throw fault(pipeline.commands.isEmpty ? "missing value for \(context)" : "missing value behind |")
            }
            if command.count == 1, case .absent = command[0].kind { throw fault("nil is not a command") }
            if let first = command.first, !pipeline.commands.isEmpty { try checkIsCallable(first) }
            pipeline.commands.append(command)
            guard token.kind == .sign("|") else { break }
            advance()
        }
        if !pipeline.isAssignment { variables += pipeline.variables }
        return pipeline
    }

    /// `$a :=`, `$a =` or `$a, $b :=`, where one of them comes.
    private mutating func declaration(_ context: String) throws(TemplateError) -> TemplatePipeline {
        var names: [String] = []
        var place = position
        while case .variable(let name) = tokens[place].kind {
            names.append(name)
            place += 1
            guard case .sign(let sign) = tokens[place].kind else { break }
            if sign == ":=" || sign == "=" {
                guard names.count == 1 || (context == "range" && names.count == 2) else {
                    throw fault("too many declarations in \(context)")
                }
                if sign == "=" { for name in names { try checkIsKnown(name) } }
                position = place + 1
                return TemplatePipeline(variables: names, isAssignment: sign == "=", commands: [])
            }
            guard sign == "," else { break }
            place += 1
        }
        return TemplatePipeline(commands: [])
    }

    private func checkIsKnown(_ name: String) throws(TemplateError) {
        guard variables.contains(name) else { throw fault("undefined variable \"\(name)\"") }
    }

    /// What follows a `|` takes a value.
    private func checkIsCallable(_ operand: TemplateOperand) throws(TemplateError) {
        switch operand.kind {
        case .value, .absent: throw fault("non executable command in pipeline: \(operand.place.text)")
        case .dot where operand.fields.isEmpty: throw fault("non executable command in pipeline: .")
        case .dot, .variable, .function, .pipeline: return
        }
    }

    private mutating func command() throws(TemplateError) -> [TemplateOperand] {
        var operands: [TemplateOperand] = []
        while let operand = try operand() { operands.append(operand) }
        return operands
    }

    /// Nil where the command ends.
    private mutating func operand() throws(TemplateError) -> TemplateOperand? {
        let first = token
        var fields: [String] = []
        let kind: TemplateOperand.Kind
        switch first.kind {
        case .close, .sign("|"), .sign(")"): return nil
        case .dot: kind = .dot
        case .field(let name): (kind, fields) = (.dot, [name])
        case .variable(let name):
            try checkIsKnown(name)
            kind = .variable(name)
        case .word(let word): kind = try self.kind(of: word)
        case .string(let text): kind = .value(.string(text))
        case .integer(let value): kind = .value(.integer(value))
        case .number(let value): kind = .value(.number(value))
        case .sign("("):
            try enter()
            advance()
            kind = .pipeline(try pipeline("parenthesized pipeline"))
            depth -= 1
            guard token.kind == .sign(")") else { throw fault("unclosed left paren") }
        case .sign, .open, .text, .end: throw fault("unexpected \(shown(first)) in operand")
        }
        advance()
        while case .field(let name) = token.kind, !token.followsSpace {
            fields.append(name)
            advance()
        }
        if case .value = kind, !fields.isEmpty { throw fault("unexpected . after term \(shown(first))") }
        let end = tokens[position - 1].end
        return TemplateOperand(kind: kind, fields: fields, place: place(of: first.start..<end))
    }

    private func kind(of word: String) throws(TemplateError) -> TemplateOperand.Kind {
        switch word {
        case "true": return .value(.bool(true))
        case "false": return .value(.bool(false))
        case "nil": return .absent
        default:
            guard let function = TemplateFunction(rawValue: word) else {
                let known = TemplateFunction.allCases.map(\.rawValue).sorted().joined(separator: ", ")
                throw fault("function \"\(word)\" not defined; there are \(known)")
            }
            return .function(function)
        }
    }

    // MARK: Places

    private func place(of range: Range<Int>) -> TemplateError.Place {
        let lineStart = bytes[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return TemplateError.Place(
            line: TemplateScanner.line(of: range.lowerBound, in: bytes), column: range.lowerBound - lineStart,
            text: String(decoding: bytes[range], as: UTF8.self))
    }

    private func shown(_ token: TemplateToken) -> String {
        token.start == token.end ? "end" : "<\(String(decoding: bytes[token.start..<token.end], as: UTF8.self))>"
    }

    private func fault(_ reason: String) -> TemplateError {
        .syntax(line: TemplateScanner.line(of: token.start, in: bytes), reason: reason)
    }
}
