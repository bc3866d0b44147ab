public import Faults

/// A `.env` file as Docker Compose reads it: `NAME=value` lines, with quotes, comments and variables.
///
/// Between single quotes everything is itself; between double quotes `\n`, `\t`, `\"`, `\\` and `\$` are escapes and variables have their
/// values; without quotes a comment begins at a blank and `#`.
public struct VariableLines {
    /// In the order of the lines; nil for `NAME` alone, which has the value that it has outside.
    public private(set) var entries: [(name: String, value: String?)] = []

    /// - Parameters:
    ///   - file: for the words of a fault.
    ///   - outside: the value of a variable, before those that lines above set; nil for one that is not set there.
    public init(_ text: String, file: String, outside: @escaping (String) -> String?) throws(TextFault) {
        var rest = Substring(text.replacing("\r\n", with: "\n"))
        var number = 1
        while !rest.isEmpty {
            let line = rest.prefix { $0 != "\n" }
            let begun = rest
            do throws(LineFault) {
                rest = try take(rest, line, outside)
            } catch {
                throw TextFault(file: file, line: number, column: 1, message: error.words)
            }
            number += begun[..<rest.startIndex].count { $0 == "\n" }
        }
    }

    private struct LineFault: Error { let words: String }

    /// Reads one entry, which may have several lines between its quotes; what stands behind it.
    private mutating func take(
        _ rest: Substring, _ line: Substring, _ outside: @escaping (String) -> String?
    ) throws(LineFault) -> Substring {
        let behindLine = rest[line.endIndex...].dropFirst()
        var entry = line.drop(while: \.isWhitespace)
        if entry.isEmpty || entry.first == "#" { return behindLine }
        if entry.hasPrefix("export ") { entry = entry.dropFirst(7).drop(while: \.isWhitespace) }
        let name = entry.prefix { $0 != "=" && $0 != ":" && !$0.isWhitespace }
        guard !name.isEmpty, name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) })
        else {
            throw LineFault(words: "`\(entry)` is not a variable: NAME=value")
        }
        let sign = entry[name.endIndex...].drop(while: \.isWhitespace)
        guard sign.first == "=" || sign.first == ":" else {
            guard sign.isEmpty || sign.first == "#" else {
                throw LineFault(words: "`\(entry)` is not a variable: NAME=value")
            }
            entries.append((String(name), nil))
            return behindLine
        }
        let value = sign.dropFirst().drop { $0 == " " || $0 == "\t" }
        if let quote = value.first, quote == "\"" || quote == "'" {
            let (text, behind) = try quoted(rest[value.startIndex...], quote)
            entries.append((String(name), quote == "'" ? text : try expanded(text, outside)))
            return rest[behind...].drop { $0 != "\n" }.dropFirst()
        }
        entries.append((String(name), try expanded(Self.uncommented(value), outside)))
        return behindLine
    }

    /// What stands between two quotes, and where the rest begins.
    private func quoted(_ text: Substring, _ quote: Character) throws(LineFault) -> (String, Substring.Index) {
        var result = ""
        var isEscaped = false
        for index in text.indices.dropFirst() {
            let character = text[index]
            if isEscaped {
                switch character {
                case "n": result += "\n"
                case "t": result += "\t"
                case "r": result += "\r"
                case "$": result += "$$"
                case "\"", "\\": result.append(character)
                default: result += "\\\(character)"
                }
                isEscaped = false
            } else if character == "\\", quote == "\"" {
                isEscaped = true
            } else if character == quote {
                return (result, text.index(after: index))
            } else {
                result.append(character)
            }
        }
        throw LineFault(words: "the closing \(quote) is missing")
    }

    private static func uncommented(_ text: Substring) -> String {
        var value = text
        if value.first == "#" { return "" }
        for index in text.indices where text[index] == "#" && text[text.index(before: index)].isWhitespace {
            value = text[..<index]
            break
        }
        while value.last?.isWhitespace == true { value.removeLast() }
        return String(value)
    }

    private func expanded(_ text: String, _ outside: @escaping (String) -> String?) throws(LineFault) -> String {
        let above = entries
        let variables = VariableText(
            value: { name in outside(name) ?? above.last { $0.name == name }?.value }, missing: { _ in })
        do throws(VariableText.Fault) { return try variables.expanded(text) } catch {
            throw LineFault(words: error.words)
        }
    }
}
