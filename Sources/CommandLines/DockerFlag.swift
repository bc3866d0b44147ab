/// A flag of one of docker's commands: how it is written in docker's reference, and what it does in Slipway.
public struct DockerFlag: Sendable {
    /// How the flag is written.
    public enum Form: Sendable {
        /// A switch that is off by default: `--rm`, `--rm=false`.
        case switched
        /// A switch that is on by default: `--sig-proxy`, `--sig-proxy=false`.
        case standing
        /// A flag with a value: `--name web`, `--name=web`.
        case valued
    }

    /// What the flag does in Slipway.
    public enum Meaning: Sendable {
        case known
        /// It is accepted without an effect, because Slipway does not have what it is about.
        case idle
        /// It asks for something that containers cannot have in Slipway. It is ignored, and the user gets a warning.
        case leftOut
        /// It is refused. The sentence says why and what to do instead.
        case refused(String)
    }

    /// The long name, without its two dashes.
    public let name: String
    /// The letter of the short form; nil where there is none.
    public let short: Character?
    public let form: Form
    public let meaning: Meaning
    /// The name of the flag for which this is another name; nil for a flag of its own.
    let stands: String?

    init(_ name: String, _ short: Character?, _ form: Form, _ meaning: Meaning = .known, for other: String? = nil) {
        self.name = name
        self.short = short
        self.form = form
        self.meaning = meaning
        stands = other
    }
}

extension DockerFlag {
    init(_ name: String, _ form: Form, _ meaning: Meaning = .known, for other: String? = nil) {
        self.init(name, nil, form, meaning, for: other)
    }
}

/// Why the words of a command line cannot be read.
public struct CommandLineFault: Error, Equatable, CustomStringConvertible {
    /// The sentence for the user.
    public let description: String
    /// Whether it is about how many words there are, for which docker has another exit status.
    public var isAboutCount = false
}

/// Reads flags as docker does, up to the first word that is not a flag, and rewrites them for the command's own parser.
///
/// Docker accepts a short flag joined to its value (`-p80:80`, `-p=80:80`), joined short flags (`-it`), and switches
/// with a value (`--rm=false`). A value may be empty or look like a flag.
public struct FlagReader {
    private let flags: [DockerFlag]
    private var words: ArraySlice<String>
    private var result: [String] = []
    /// The words between the flags that are not flags.
    private var operands: [String] = []

    private init(_ words: [String], _ flags: [DockerFlag]) {
        self.words = words[...]
        self.flags = flags
    }

    /// The rewritten words: `--long value` for each flag with a value, `--long` for each switch that is on, and then
    /// the other words unchanged.
    ///
    /// - Parameter interspersed: whether flags may also follow other words, as in `build`.
    public static func normalized(
        _ words: [String], _ flags: [DockerFlag], interspersed: Bool = false
    ) throws(CommandLineFault) -> [String] {
        var reader = FlagReader(words, flags)
        try reader.read(interspersed)
        guard interspersed else { return reader.result + reader.words }
        let operands = reader.operands + reader.words
        let isMistaken = operands.contains { $0.hasPrefix("-") && $0 != "-" }
        return reader.result + (isMistaken ? ["--"] : []) + operands
    }

    private mutating func read(_ interspersed: Bool) throws(CommandLineFault) {
        while let word = words.first {
            guard word.hasPrefix("-"), word != "-" else {
                guard interspersed else { return }
                operands.append(words.removeFirst())
                continue
            }
            words.removeFirst()
            if word == "--" { return }
            if word.hasPrefix("--") { try readLong(String(word.dropFirst(2))) } else { try readShort(word.dropFirst()) }
        }
    }

    private mutating func readLong(_ text: String) throws(CommandLineFault) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let flag = flags.first(where: { $0.name == parts[0] }) else { throw unknown("--" + parts[0]) }
        try take(flag, parts.count == 2 ? parts[1] : nil, written: "--" + flag.name)
    }

    private mutating func readShort(_ letters: Substring) throws(CommandLineFault) {
        var rest = letters
        while let letter = rest.popFirst() {
            guard let flag = flags.first(where: { $0.short == letter }) else { throw unknown("-\(letter)") }
            let written = "-\(letter)"
            if rest.first == "=" { return try take(flag, String(rest.dropFirst()), written: written) }
            if flag.form == .valued { return try take(flag, rest.isEmpty ? nil : String(rest), written: written) }
            try take(flag, nil, written: written)
        }
    }

    private mutating func take(_ flag: DockerFlag, _ value: String?, written: String) throws(CommandLineFault) {
        switch flag.form {
        case .switched:
            guard try isOn(value, written) else { return }
            try keep(flag, nil)
        case .standing: try keep(flag, String(try isOn(value, written)))
        case .valued:
            guard let value = value ?? words.popFirst() else {
                throw CommandLineFault(description: "flag needs an argument: \(written)")
            }
            try keep(flag, value)
        }
    }

    /// Whether the value of a switch is true, by the words that Go accepts for a boolean.
    private func isOn(_ value: String?, _ written: String) throws(CommandLineFault) -> Bool {
        switch value {
        case nil, "1", "t", "T", "true", "TRUE", "True": return true
        case "0", "f", "F", "false", "FALSE", "False": return false
        case let other?:
            throw CommandLineFault(description: "\(written) is a switch: `\(other)` is neither true nor false.")
        }
    }

    /// The option of `RunOptions` that collects the names of ignored flags.
    private static let leftOut = "left-out"

    private mutating func keep(_ flag: DockerFlag, _ value: String?) throws(CommandLineFault) {
        switch flag.meaning {
        case .idle: return
        case .leftOut: result += ["--" + Self.leftOut, flag.name]
        case .refused(let reason): throw CommandLineFault(description: "--\(flag.name): \(reason)")
        case .known: result += ["--" + (flag.stands ?? flag.name)] + (value.map { [$0] } ?? [])
        }
    }

    private func unknown(_ written: String) -> CommandLineFault {
        let near = flags.first { $0.name.hasPrefix(written.drop { $0 == "-" }) && written.count > 4 }
        return CommandLineFault(
            description: "unknown flag: \(written)" + (near.map { ". Is it --\($0.name)?" } ?? ""))
    }
}
