internal import Matching
internal import DockerfileSyntax

/// Docker's commands by their names: which words mean one of this program's, and what to say of the others.
public struct DockerNames: Sendable {
    /// The commands of this program and, for groups, those in them; other names of them included.
    private let own: [String: Set<String>]

    public init(own: [String: Set<String>]) { self.own = own }

    /// The words of a command line behind docker's global options.
    public struct Understood: Equatable, Sendable {
        public var words: [String]
        /// `--config FOLDER`: where credentials are.
        public var configFolder: String?
        /// `--version` or `-v`.
        public var asksVersion = false

        public init(words: [String], configFolder: String? = nil) {
            self.words = words
            self.configFolder = configFolder
        }
    }

    /// Takes the global options away, and refuses what is not here by its name.
    ///
    /// - Parameter isKnown: whether a first word that is no command means something else, such as a lesson.
    public func understood(
        _ words: [String], isKnown: (String) -> Bool = { _ in false }
    ) throws(DockerNameError) -> Understood {
        var understood = try GlobalOptions.read(words)
        guard let name = understood.words.first, !name.hasPrefix("-") else { return understood }
        // `docker help run` is `docker run --help`.
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

/// Why a command line names nothing here.
public enum DockerNameError: Error, Equatable, Sendable {
    /// Docker's, but not here; what to do instead is a whole sentence.
    case foreign(String, advice: String)
    case unknown(String, nearest: String?)
    /// A global option, with the reason.
    case refusedOption(String, reason: String)
    case optionNeedsValue(String)

    /// Whether docker would take it for a fault of its options rather than of its commands.
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

/// The options that docker has in front of its commands.
private enum GlobalOptions {
    static func read(_ words: [String]) throws(DockerNameError) -> DockerNames.Understood {
        var understood = DockerNames.Understood(words: words)
        while let word = understood.words.first, word.hasPrefix("-"), word.count > 1 {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            switch parts[0] {
            case "-v", "--version":
                understood.asksVersion = true
                return understood
            // They ask for more words, or for a way to a daemon's answers; there are none.
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

    /// What stands behind `=`, or the next word.
    private static func value(_ parts: [String], _ words: inout [String]) throws(DockerNameError) -> String {
        if parts.count == 2 { return parts[1] }
        guard words.count > 1 else { throw .optionNeedsValue(parts[0]) }
        return words.remove(at: 1)
    }
}
