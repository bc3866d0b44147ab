/// `--chmod`: octal, or symbolic as `chmod` takes it.
public struct ModeChange: Equatable, Sendable {
    private enum Form: Equatable, Sendable {
        case absolute(UInt32)
        case clauses([Clause])
    }

    private struct Clause: Equatable, Sendable {
        /// The bits of the classes that are meant, such as 0o700 for `u`.
        var classes: UInt32
        var operation: Character
        var permissions: String
    }

    private let form: Form

    /// Nil for anything that `chmod` would not take.
    public init?(_ text: String) {
        if let bits = UInt32(text, radix: 8), bits <= 0o7777, !text.hasPrefix("+") {
            form = .absolute(bits)
            return
        }
        var clauses: [Clause] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let parsed = Self.clauses(part) else { return nil }
            clauses += parsed
        }
        form = .clauses(clauses)
    }

    /// The bits that a file gets which has the bits `mode`.
    public func applied(to mode: UInt32, isDirectory: Bool) -> UInt32 {
        guard case .clauses(let clauses) = form else {
            if case .absolute(let bits) = form { return bits }
            return mode
        }
        return clauses.reduce(mode) { Self.apply($1, to: $0, isDirectory: isDirectory) }
    }

    private static func apply(_ clause: Clause, to mode: UInt32, isDirectory: Bool) -> UInt32 {
        var bits: UInt32 = 0
        for letter in clause.permissions {
            switch letter {
            case "r": bits |= 0o444
            case "w": bits |= 0o222
            case "x": bits |= 0o111
            case "X": bits |= isDirectory || mode & 0o111 != 0 ? 0o111 : 0
            case "s": bits |= 0o6000
            case "t": bits |= 0o1000
            case "u": bits |= (mode >> 6 & 7) * 0o111
            case "g": bits |= (mode >> 3 & 7) * 0o111
            default: bits |= (mode & 7) * 0o111
            }
        }
        let special: UInt32 = (clause.classes & 0o700 != 0 ? 0o4000 : 0) | (clause.classes & 0o070 != 0 ? 0o2000 : 0)
        let reach = clause.classes | special | 0o1000
        switch clause.operation {
        case "+": return mode | bits & reach
        case "-": return mode & ~(bits & reach)
        default: return mode & ~(clause.classes | special) | bits & reach
        }
    }

    /// `ug+rx-w` is two clauses.
    private static func clauses(_ text: Substring) -> [Clause]? {
        let who = text.prefix { "ugoa".contains($0) }
        var classes: UInt32 = who.isEmpty ? 0o777 : 0
        for letter in who {
            classes |= letter == "u" ? 0o700 : letter == "g" ? 0o070 : letter == "o" ? 0o007 : 0o777
        }
        var rest = text.dropFirst(who.count)
        var clauses: [Clause] = []
        while let operation = rest.popFirst() {
            guard "+-=".contains(operation) else { return nil }
            let permissions = rest.prefix { !"+-=".contains($0) }
            guard permissions.allSatisfy({ "rwxXstugo".contains($0) }) else { return nil }
            clauses.append(Clause(classes: classes, operation: operation, permissions: String(permissions)))
            rest = rest.dropFirst(permissions.count)
        }
        return clauses.isEmpty ? nil : clauses
    }
}
