extension WordReader {
    /// The value in place of a variable, from its `$`.
    mutating func readVariable() throws(WordFault) -> String {
        let start = offset
        next()
        guard peek == "{" else {
            let name = readName()
            if name.isEmpty { return "$" }
            return value(of: name, at: start, hasFallback: false) ?? (expander.keepsUnset ? "$" + name : "")
        }
        next()
        switch peek {
        case nil: throw .unclosedBrace
        case "{", "}", ":": throw .badSubstitution
        default: break
        }
        let name = readName()
        guard let modifier = next() else { throw .unclosedBrace }
        switch modifier {
        case "}": return value(of: name, at: start, hasFallback: false) ?? (expander.keepsUnset ? "${\(name)}" : "")
        case ":":
            guard let second = next() else { throw .unclosedBrace }
            return try readModified(name, second, hasColon: true, start)
        case "+", "-", "?", "#", "%": return try readModified(name, modifier, hasColon: false, start)
        case "/": return try readReplacement(name, start)
        default: throw .modifier(String(modifier))
        }
    }

    /// `${name:-word}` and its like, from behind the modifier.
    private mutating func readModified(
        _ name: String, _ modifier: Unicode.Scalar, hasColon: Bool, _ start: Int
    ) throws(WordFault) -> String {
        let isTrim = modifier == "#" || modifier == "%"
        let hasFallback = ["-", "+", "?"].contains(modifier)
        let value = value(of: name, at: start, hasFallback: hasFallback)
        let word = try readPart(upTo: "}", keepingEscapes: isTrim, atEnd: .unclosedBrace)
        if value == nil, expander.keepsUnset { return "${\(name)\(hasColon ? ":" : "")\(modifier)\(word)}" }
        let isMissing = value == nil || hasColon && value == ""
        switch modifier {
        case "-": return isMissing ? word : value ?? ""
        case "+": return isMissing ? "" : word
        case "?":
            guard isMissing else { return value ?? "" }
            throw .required(name: name, message: word, isEmpty: value != nil)
        case "#", "%": return try trim(value ?? "", modifier, word)
        default: throw .modifier(":\(modifier)")
        }
    }

    /// Cuts what a pattern matches off the start (`#`) or the end (`%`); doubled, as much as it can match.
    private func trim(_ value: String, _ modifier: Unicode.Scalar, _ word: String) throws(WordFault) -> String {
        let isLongest = word.unicodeScalars.first == modifier
        let pattern = try ShellPattern(
            isLongest ? String(String.UnicodeScalarView(word.unicodeScalars.dropFirst())) : word)
        let scalars = Array(value.unicodeScalars)
        if modifier == "#" {
            guard let end = try pattern.prefixEnd(of: scalars[...], longest: isLongest) else { return value }
            return String(String.UnicodeScalarView(scalars[end...]))
        }
        let backwards = Array(scalars.reversed())
        guard let end = try pattern.reversed.prefixEnd(of: backwards[...], longest: isLongest) else { return value }
        return String(String.UnicodeScalarView(scalars[..<(scalars.count - end)]))
    }

    /// `${name/pattern/replacement}`, from behind the first slash; a second one replaces all.
    private mutating func readReplacement(_ name: String, _ start: Int) throws(WordFault) -> String {
        let value = value(of: name, at: start, hasFallback: false)
        let isForAll = peek == "/"
        if isForAll { next() }
        let text = try readPart(upTo: "/", keepingEscapes: true, atEnd: .missingSlash)
        let replacement = try readPart(upTo: "}", keepingEscapes: true, atEnd: .unclosedBrace)
        guard let value else {
            return expander.keepsUnset
                ? "${\(name)/\(text)/\(replacement)}" : try replace("", text, replacement, isForAll)
        }
        return try replace(value, text, replacement, isForAll)
    }

    private func replace(
        _ value: String, _ pattern: String, _ replacement: String, _ isForAll: Bool
    ) throws(WordFault) -> String {
        try ShellPattern(pattern).replacing(in: value, with: replacement, all: isForAll, limit: expander.limit)
    }
}
