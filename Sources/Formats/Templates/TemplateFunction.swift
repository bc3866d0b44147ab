internal import ImageFormat
internal import Printing

/// The functions of Go's `text/template`, and those that docker adds.
enum TemplateFunction: String, CaseIterable {
    case and, or, not, index, slice, len, print, printf, println, html, urlquery
    case eq, ne, lt, le, gt, ge
    case json, split, join, title, lower, upper, pad, truncate

    /// The value for these arguments; of `and` and `or` they are those that decide.
    func value(of arguments: [TemplateValue]) throws(FunctionFault) -> TemplateValue {
        switch self {
        case .and: try atLeast(1, arguments).first { !$0.isTrue } ?? arguments[arguments.count - 1]
        case .or: try atLeast(1, arguments).first(where: \.isTrue) ?? arguments[arguments.count - 1]
        case .not: .bool(!(try exactly(1, arguments)[0].isTrue))
        case .index: try element(of: try atLeast(1, arguments))
        case .slice: try Lookup.slice(try atLeast(1, arguments))
        case .len: try Lookup.length(try exactly(1, arguments)[0])
        case .print: .string(Self.printed(arguments))
        case .println: .string(arguments.map(\.text).joined(separator: " ") + "\n")
        case .printf:
            .string(PrintfText.text(try string(0, of: try atLeast(1, arguments)), Array(arguments.dropFirst())))
        case .html: .string(Escaping.html(Self.printed(arguments)))
        case .urlquery: .string(Escaping.query(Self.printed(arguments)))
        case .eq, .ne, .lt, .le, .gt, .ge: .bool(try Comparison.holds(self, arguments))
        // One value on one line, whatever its strings hold.
        case .json:
            .string(
                PrintableText(json: String(decoding: try exactly(1, arguments)[0].json.encoded(), as: UTF8.self)).text)
        case .split: try split(arguments)
        case .join: try join(arguments)
        case .title: .string(Self.titled(try string(0, of: try exactly(1, arguments))))
        case .lower: .string(try string(0, of: try exactly(1, arguments)).lowercased())
        case .upper: .string(try string(0, of: try exactly(1, arguments)).uppercased())
        case .pad: try pad(arguments)
        case .truncate: try truncate(arguments)
        }
    }

    /// Each further argument leads one step into the first.
    private func element(of arguments: [TemplateValue]) throws(FunctionFault) -> TemplateValue {
        var value = arguments[0]
        for key in arguments.dropFirst() { value = try Lookup.element(value, key) }
        return value
    }

    private func split(_ arguments: [TemplateValue]) throws(FunctionFault) -> TemplateValue {
        let text = try string(0, of: try exactly(2, arguments))
        let separator = try string(1, of: arguments)
        if separator.isEmpty { return .list(text.map { .string(String($0)) }) }
        var parts: [TemplateValue] = []
        var rest = Substring(text)
        while let found = rest.firstRange(of: separator) {
            parts.append(.string(String(rest[..<found.lowerBound])))
            rest = rest[found.upperBound...]
        }
        return .list(parts + [.string(String(rest))])
    }

    private func join(_ arguments: [TemplateValue]) throws(FunctionFault) -> TemplateValue {
        let separator = try string(1, of: try exactly(2, arguments))
        switch arguments[0] {
        case .list(let elements): return .string(elements.map(\.text).joined(separator: separator))
        case .none(.list): return .string("")
        case .none, .bool, .integer, .number, .string, .map, .record, .lookup:
            throw FunctionFault("wrong type for value; expected a list; got \(arguments[0].kind)")
        }
    }

    private func pad(_ arguments: [TemplateValue]) throws(FunctionFault) -> TemplateValue {
        let text = try string(0, of: try exactly(3, arguments))
        let (before, after) = (try count(1, of: arguments), try count(2, of: arguments))
        guard !text.isEmpty else { return .string("") }
        return .string(String(repeating: " ", count: before) + text + String(repeating: " ", count: after))
    }

    private func truncate(_ arguments: [TemplateValue]) throws(FunctionFault) -> TemplateValue {
        let text = try string(0, of: try exactly(2, arguments))
        return .string(String(text.prefix(try count(1, of: arguments))))
    }

    /// With a blank between two neighbours that are no strings.
    private static func printed(_ values: [TemplateValue]) -> String {
        var text = ""
        for (index, value) in values.enumerated() {
            if index > 0, !values[index - 1].isString, !value.isString { text += " " }
            text += value.text
        }
        return text
    }

    /// Each word's first letter large.
    private static func titled(_ text: String) -> String {
        var isInWord = false
        return text.map { character in
            defer { isInWord = character.isLetter || character.isNumber || "_'".contains(character) }
            return isInWord ? String(character) : character.uppercased()
        }.joined()
    }
}

/// Why a function has no value for its arguments.
struct FunctionFault: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

extension TemplateFunction {
    private func atLeast(_ count: Int, _ arguments: [TemplateValue]) throws(FunctionFault) -> [TemplateValue] {
        guard arguments.count >= count else {
            throw FunctionFault("wrong number of args for \(rawValue): want at least \(count) got \(arguments.count)")
        }
        return arguments
    }

    private func exactly(_ count: Int, _ arguments: [TemplateValue]) throws(FunctionFault) -> [TemplateValue] {
        guard arguments.count == count else {
            throw FunctionFault("wrong number of args for \(rawValue): want \(count) got \(arguments.count)")
        }
        return arguments
    }

    private func string(_ index: Int, of arguments: [TemplateValue]) throws(FunctionFault) -> String {
        guard case .string(let text) = arguments[index] else {
            throw FunctionFault("wrong type for value; expected string; got \(arguments[index].kind)")
        }
        return text
    }

    /// A number of characters; one that is too large for any line is refused.
    private func count(_ index: Int, of arguments: [TemplateValue]) throws(FunctionFault) -> Int {
        guard case .integer(let value) = arguments[index] else {
            throw FunctionFault("wrong type for value; expected int; got \(arguments[index].kind)")
        }
        guard (0...PrintfText.widthLimit).contains(Int(value)) else {
            throw FunctionFault("\(value) is not a number from 0 to \(PrintfText.widthLimit)")
        }
        return Int(value)
    }
}

extension TemplateValue {
    fileprivate var isString: Bool { if case .string = self { true } else { false } }
}

/// Texts for other languages.
private enum Escaping {
    static func html(_ text: String) -> String {
        text.map { character in
            switch character {
            case "<": "&lt;"
            case ">": "&gt;"
            case "&": "&amp;"
            case "\"": "&#34;"
            case "'": "&#39;"
            default: String(character)
            }
        }.joined()
    }

    /// For a URL's query: a blank is `+`.
    static func query(_ text: String) -> String {
        text.utf8.map { byte in
            let character = Character(Unicode.Scalar(byte))
            if character == " " { return "+" }
            if character.isASCII, character.isLetter || character.isNumber || "-_.~".contains(character) {
                return String(character)
            }
            return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
