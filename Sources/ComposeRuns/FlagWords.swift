/// Options of one of docker's commands as words of another's command line, in the order in which they are added.
public struct FlagWords: Equatable, Sendable {
    /// The words so far.
    public private(set) var words: [String] = []

    /// No words yet.
    public init() {}

    /// A flag without a value, where it is set.
    public mutating func add(_ flag: String, if isSet: Bool) {
        if isSet { words.append(flag) }
    }

    /// A flag with its value, where it has one.
    public mutating func add(_ flag: String, _ value: String?) {
        if let value { words += [flag, value] }
    }

    /// A flag once for each of its values.
    public mutating func add(_ flag: String, each values: [String]) {
        words += values.flatMap { [flag, $0] }
    }

    /// What a command in a container has of this terminal: nothing in the background; its input otherwise, and the
    /// terminal itself where it is there and wanted.
    public mutating func addStreams(isDetached: Bool, hasTerminal: Bool) {
        add("--detach", if: isDetached)
        add("--interactive", if: !isDetached)
        add("--tty", if: !isDetached && hasTerminal)
    }
}
