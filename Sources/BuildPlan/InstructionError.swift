/// A fault of an instruction that shows only when its variables are replaced.
public enum InstructionError: Error, Equatable, Sendable {
    case emptyVolume
    case invalidPort(String)
    case unknownSignal(String)
    /// A required variable, `${NAME:?text}`, has no value. `message` is the sentence for it.
    case variable(message: String)
    case emptyBase
    case invalidReference(String, reason: String)
    case unknownStage(String)
    case missingSource(String)
    case unsupported(String)
    case invalidMount(String)
    /// The history of the stage has more bytes than a config may have.
    case historyTooLong(limit: Int)
}

extension InstructionError {
    /// The sentence that a learner reads.
    public var message: String {
        switch self {
        case .emptyVolume: "VOLUME names an empty path."
        case .invalidPort(let text) where text.hasPrefix("#"):
            "`#` is not a valid port: it begins a comment only at the beginning of a line. "
                + "Give the comment a line of its own."
        case .invalidPort(let text):
            "`\(text)` is not a valid port: a number from 1 to 65535, or a range, then `/tcp` or `/udp`."
        case .unknownSignal(let name) where name.contains(" #"):
            "`\(name)` is not a signal: `#` begins a comment only at the beginning of a line. "
                + "Give the comment a line of its own."
        case .unknownSignal(let name): "`\(name)` is not a signal: a number, or a name like SIGTERM."
        case .variable(let message): message.prefix(1).uppercased() + message.dropFirst() + "."
        case .emptyBase: "FROM names no image: the variable in it has no value."
        case .invalidReference(let text, let reason): "`\(text)` names no image: \(reason)"
        case .unknownStage(let name): "There is no stage `\(name)` above this line."
        case .missingSource(let path): "`\(path)` is not in the build context."
        case .unsupported(let what): what
        case .invalidMount(let message): message
        case .historyTooLong(let limit):
            "All instructions up to here are more text than an image's history holds (\(limit >> 20) MiB): fewer labels or "
                + "ports, or shorter ones."
        }
    }
}
