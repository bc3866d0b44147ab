import Printing

/// A log's line as spans: the basic colours of its escapes as roles, every other escape and control left out.
enum ANSIText {
    static func spans(_ line: String, base: Role = .text) -> [Span] {
        guard line.utf8.contains(where: { $0 < 0x20 || $0 >= 0x7F }) else { return [Span(line, base)] }
        var spans: [Span] = []
        var role = base
        var text = ""
        var column = 0
        var filter = OutputFilter()
        filter.read(line) { part in
            switch part {
            case .text(let run):
                text += run
                column += TextWidth.columns(run)
            case .tab:
                let blanks = 8 - column % 8
                text += String(repeating: " ", count: blanks)
                column += blanks
            case .style(let parameters):
                if !text.isEmpty { spans.append(Span(text, role)) }
                text = ""
                role = styled(parameters, role, base)
            case .newline, .carriageReturn: break
            }
        }
        if !text.isEmpty { spans.append(Span(text, role)) }
        return spans
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
