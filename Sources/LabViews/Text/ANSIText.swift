/// A log's line as spans: the basic colours of its escapes as roles, every other escape and control left out.
enum ANSIText {
    static func spans(_ line: String, base: Role = .text) -> [Span] {
        guard line.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return [Span(line, base)] }
        var spans: [Span] = []
        var role = base
        var text = ""
        var scalars = line.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            if scalar == "\u{1B}" {
                if !text.isEmpty { spans.append(Span(text, role)) }
                text = ""
                role = skipEscape(&scalars, role, base)
            } else if scalar == "\t" {
                text += String(repeating: " ", count: 8 - text.count % 8)
            } else if scalar.value >= 0x20, scalar.value != 0x7F {
                text.unicodeScalars.append(scalar)
            }
        }
        if !text.isEmpty { spans.append(Span(text, role)) }
        return spans
    }

    /// Takes one escape sequence away; the role after it.
    private static func skipEscape(_ rest: inout Substring.UnicodeScalarView, _ role: Role, _ base: Role) -> Role {
        guard let kind = rest.first else { return role }
        rest.removeFirst()
        switch kind {
        case "[":
            var parameters = ""
            while let scalar = rest.popFirst() {
                if ("@"..."~").contains(scalar) { return scalar == "m" ? styled(parameters, role, base) : role }
                parameters.unicodeScalars.append(scalar)
            }
        case "]":
            while let scalar = rest.popFirst(), scalar != "\u{07}" {
                if scalar == "\u{1B}" {
                    rest = rest.dropFirst()
                    break
                }
            }
        default: break
        }
        return role
    }

    private static func styled(_ parameters: String, _ role: Role, _ base: Role) -> Role {
        var role = role
        for parameter in parameters.split(separator: ";", omittingEmptySubsequences: false) {
            switch Int(parameter) ?? 0 {
            case 0, 39: role = base
            case 1: role = .strong
            case 2: role = .dim
            case 31, 91: role = .bad
            case 32, 92: role = .good
            case 33, 93: role = .attention
            case 34, 36, 94, 96: role = .working
            case 38, 48: return role
            default: break
            }
        }
        return role
    }
}
