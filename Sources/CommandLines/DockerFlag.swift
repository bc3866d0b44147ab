/// A flag of one of docker's commands, as its reference has it: how it is written, and what it comes to here.
public struct DockerFlag: Sendable {
    public enum Form: Sendable {
        /// `--rm`, `--rm=false`
        case switched
        /// `--sig-proxy`, `--sig-proxy=false`: a switch that is on unless it is said otherwise.
        case standing
        /// `--name web`, `--name=web`
        case valued
    }

    public enum Meaning: Sendable {
        case known
        /// It may be said, and changes nothing: what it is about does not exist here.
        case idle
        /// Why it is refused, and what to do instead: a whole sentence.
        case refused(String)
    }

    /// Without its two dashes.
    public let name: String
    public let short: Character?
    public let form: Form
    public let meaning: Meaning
    /// The name of the flag that it is another name for.
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

/// Words of a command line that cannot be what docker's would be.
public struct CommandLineFault: Error, Equatable, CustomStringConvertible {
    public let description: String
}

/// Reads flags as docker does, up to the first word that is none, and writes them as the command's own parser wants them.
///
/// Docker joins a short flag and its value (`-p80:80`, `-p=80:80`), several short flags (`-it`), and gives switches a
/// value (`--rm=false`); a value may be empty or look like a flag.
public struct FlagReader {
    private let flags: [DockerFlag]
    private var words: ArraySlice<String>
    private var result: [String] = []
    /// Words that are no flags and stand between them.
    private var operands: [String] = []

    private init(_ words: [String], _ flags: [DockerFlag]) {
        self.words = words[...]
        self.flags = flags
    }

    /// `--long value` for each flag with a value, `--long` for each switch that is on; then the other words as they are.
    ///
    /// - Parameter interspersed: whether flags may stand behind other words, too, as those of `build` may.
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

    /// The words that Go takes for a boolean.
    private func isOn(_ value: String?, _ written: String) throws(CommandLineFault) -> Bool {
        switch value {
        case nil, "1", "t", "T", "true", "TRUE", "True": return true
        case "0", "f", "F", "false", "FALSE", "False": return false
        case let other?:
            throw CommandLineFault(description: "\(written) is a switch: `\(other)` is neither true nor false.")
        }
    }

    private mutating func keep(_ flag: DockerFlag, _ value: String?) throws(CommandLineFault) {
        switch flag.meaning {
        case .idle: return
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
