/// A text with variables in it: `$NAME`, `${NAME}`, `${NAME:-other}`, `${NAME-other}`, `${NAME:?words}`, `${NAME:+other}`, and
/// `$$` for a dollar. What stands behind the sign may have variables itself.
struct VariableText {
    /// Why a text has no meaning.
    enum Fault: Error, Equatable {
        case notClosed
        case badName(String)
        /// `${NAME:?words}` of a variable that is not set.
        case required(String, words: String)
        case tooDeep
    }

    /// The value of a variable; nil where it is not set.
    let value: (String) -> String?
    /// Called for a variable that is not set and has nothing in its place.
    let missing: (String) -> Void

    /// The text with the values in it.
    func expanded(_ text: String) throws(Fault) -> String { try expanded(Substring(text), depth: 0) }

    /// More than any file needs; each level is a call of the program.
    private static let deepest = 20

    private func expanded(_ text: Substring, depth: Int) throws(Fault) -> String {
        guard depth < Self.deepest else { throw .tooDeep }
        var result = ""
        var rest = text
        while let sign = rest.firstIndex(of: "$") {
            result += rest[..<sign]
            rest = rest[rest.index(after: sign)...]
            guard let next = rest.first else { return result + "$" }
            if next == "$" {
                result += "$"
                rest.removeFirst()
            } else if next == "{" {
                let inside = try braced(&rest)
                result += try value(of: inside, depth: depth)
            } else if Self.begins(next) {
                let name = rest.prefix(while: Self.continues)
                rest = rest[name.endIndex...]
                result += plain(String(name))
            } else {
                result += "$"
            }
        }
        return result + rest
    }

    /// What stands between the braces; the rest begins behind them.
    private func braced(_ rest: inout Substring) throws(Fault) -> Substring {
        var depth = 0
        for index in rest.indices {
            if rest[index] == "{" { depth += 1 }
            if rest[index] == "}" { depth -= 1 }
            guard depth == 0 else { continue }
            let inside = rest[rest.index(after: rest.startIndex)..<index]
            rest = rest[rest.index(after: index)...]
            return inside
        }
        throw .notClosed
    }

    private func value(of inside: Substring, depth: Int) throws(Fault) -> String {
        let name = String(inside.prefix(while: Self.continues))
        guard let first = name.first, Self.begins(first) else { throw .badName(String(inside)) }
        var sign = inside.dropFirst(name.count)
        guard !sign.isEmpty else { return plain(name) }
        let emptyCounts = sign.first == ":"
        if emptyCounts { sign.removeFirst() }
        let other = sign.dropFirst()
        let set = value(name).flatMap { emptyCounts && $0.isEmpty ? nil : $0 }
        switch sign.first {
        case "-":
            if let set { return set }
            return try expanded(other, depth: depth + 1)
        case "+": return set == nil ? "" : try expanded(other, depth: depth + 1)
        case "?":
            if let set { return set }
            throw .required(name, words: try expanded(other, depth: depth + 1))
        default: throw .badName(String(inside))
        }
    }

    private func plain(_ name: String) -> String {
        if let value = value(name) { return value }
        missing(name)
        return ""
    }

    private static func begins(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character == "_")
    }

    private static func continues(_ character: Character) -> Bool {
        begins(character) || character.isASCII && character.isNumber
    }
}

extension VariableText.Fault {
    /// A whole sentence but for its full stop.
    var words: String {
        switch self {
        case .notClosed: "the `}` of a `${` is missing; `$$` is a dollar"
        case .badName(let text): "`${\(text)}` is not a valid variable: ${NAME}, ${NAME:-other} or ${NAME:?words}"
        case .required(let name, let words):
            "the variable \(name) is not set" + (words.isEmpty ? "" : ": \(words)")
        case .tooDeep: "variables stand in each other too deeply"
        }
    }
}
