internal import Matching
internal import DockerfileSyntax

/// Maps the names of docker's commands to the commands of this program, and has a message for those that are missing.
public struct DockerNames: Sendable {
    /// The names of this program's commands with those of their subcommands. Aliases are included.
    private let own: [String: Set<String>]

    public init(own: [String: Set<String>]) { self.own = own }

    /// A command line without docker's global options, and the values of those options.
    public struct Understood: Equatable, Sendable {
        public var words: [String]
        /// The value of `--config`: the folder with the credentials; nil without the option.
        public var configFolder: String?
        /// Whether the options contain `--version` or `-v`.
        public var asksVersion = false

        public init(words: [String], configFolder: String? = nil) {
            self.words = words
            self.configFolder = configFolder
        }
    }

    /// The command that a command line calls, such as `run` or `container run`; empty where it calls none.
    public func command(in words: [String]) -> String {
        guard let name = words.first, let inner = own[name] else { return "" }
        guard words.count > 1, inner.contains(words[1]) else { return name }
        return "\(name) \(words[1])"
    }

    /// Removes the global options from a command line, and refuses commands that Slipway does not have by name.
    ///
    /// - Parameter isKnown: whether a first word that is not a command means something else, such as a lesson.
    public func understood(
        _ words: [String], isKnown: (String) -> Bool = { _ in false }
    ) throws(DockerNameError) -> Understood {
        var understood = try GlobalOptions.read(words)
        guard let name = understood.words.first, !name.hasPrefix("-") else { return understood }
        // `docker help run` means the same as `docker run --help`.
        if name == "help", understood.words.count > 1 {
            understood.words = Array(understood.words.dropFirst()) + ["--help"]
            return try self.understood(understood.words, isKnown: isKnown)
        }
        guard let inner = own[name] else {
            if let advice = ForeignCommands.advice(name) { throw .foreign(name, advice: advice) }
            if isKnown(name) || name == "help" { return understood }
            throw .unknown(name, nearest: Spelling.nearest(to: name, among: own.keys.sorted()))
        }
        guard !inner.isEmpty, understood.words.count > 1, !understood.words[1].hasPrefix("-") else { return understood }
        let second = understood.words[1]
        guard !inner.contains(second), second != "help" else { return understood }
        let both = "\(name) \(second)"
        if let advice = ForeignCommands.advice(both) { throw .foreign(both, advice: advice) }
        throw .unknown(both, nearest: Spelling.nearest(to: second, among: inner.sorted()).map { "\(name) \($0)" })
    }
}

/// Why a command line does not name a command of this program.
public enum DockerNameError: Error, Equatable, Sendable {
    /// Docker has the command, but Slipway does not. `advice` is a sentence on what to do instead.
    case foreign(String, advice: String)
    case unknown(String, nearest: String?)
    /// The global option is refused for a reason.
    case refusedOption(String, reason: String)
    case optionNeedsValue(String)

    /// Whether docker would treat it as a fault of an option rather than of the command.
    public var isAboutOptions: Bool {
        switch self {
        case .foreign, .unknown: false
        case .refusedOption, .optionNeedsValue: true
        }
    }
}

extension DockerNameError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .foreign(let name, let advice): "`docker \(name)` is Docker's and not here. \(advice)"
        case .unknown(let name, let nearest):
            "'\(name)' is not a docker command"
                + (nearest.map { ": is it `\($0)`?" } ?? ". --help lists those that are here.")
        case .refusedOption(let option, let reason): "\(option): \(reason)"
        case .optionNeedsValue(let option): "flag needs an argument: \(option)"
        }
    }
}

/// The global options, which docker accepts before its commands.
private enum GlobalOptions {
    static func read(_ words: [String]) throws(DockerNameError) -> DockerNames.Understood {
        var understood = DockerNames.Understood(words: words)
        while let word = understood.words.first, word.hasPrefix("-"), word.count > 1 {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            switch parts[0] {
            case "-v", "--version":
                understood.asksVersion = true
                return understood
            // These options ask for more messages, or set up the connection to a daemon. Slipway has neither.
            case "-D", "--debug": break
            case "--tls", "--tlsverify":
                guard parts.count == 2, ["false", "0", "f"].contains(parts[1].lowercased()) else {
                    throw .refusedOption(parts[0], reason: noDaemon)
                }
            case "--tlscacert", "--tlscert", "--tlskey": throw .refusedOption(parts[0], reason: noDaemon)
            case "-H", "--host": throw .refusedOption(parts[0], reason: noDaemon)
            case "-l", "--log-level": _ = try value(parts, &understood.words)
            case "--config": understood.configFolder = try value(parts, &understood.words)
            case "-c", "--context":
                let name = try value(parts, &understood.words)
                guard name == "default" else {
                    throw .refusedOption(parts[0], reason: "there is one context here, `default`, not `\(name)`.")
                }
            default: return understood
            }
            understood.words.removeFirst()
        }
        return understood
    }

    private static let noDaemon =
        "there is no Docker daemon here that could be reached: this program does the work itself."

    /// The value of an option: the text after `=`, or else the next word.
    private static func value(_ parts: [String], _ words: inout [String]) throws(DockerNameError) -> String {
        if parts.count == 2 { return parts[1] }
        guard words.count > 1 else { throw .optionNeedsValue(parts[0]) }
        return words.remove(at: 1)
    }
}
