/// Why a regular expression cannot be used; `at` counts characters from its start, from 0.
public enum PatternError: Error, Hashable, Sendable {
    case unclosedGroup(at: Int)
    case unopenedGroup(at: Int)
    case unclosedSet(at: Int)
    case nothingToRepeat(at: Int)
    case badRepetition(at: Int)
    case badRange(at: Int)
    case badEscape(at: Int)
    /// Something that other dialects have and that cannot be searched for in bounded time, or a misspelt `(?…`.
    case unsupported(at: Int)
    case tooLarge
}

extension PatternError: CustomStringConvertible {
    /// The fault, without a full stop; characters are counted from 1.
    public var description: String {
        switch self {
        case .unclosedGroup(let at): "the ( at character \(at + 1) has no )"
        case .unopenedGroup(let at): "the ) at character \(at + 1) has no ("
        case .unclosedSet(let at): "the [ at character \(at + 1) has no ]"
        case .nothingToRepeat(let at): "nothing stands before the repetition at character \(at + 1)"
        case .badRepetition(let at): "the {} at character \(at + 1) must count up, to 1,000 at most"
        case .badRange(let at): "the range at character \(at + 1) must go from low to high"
        case .badEscape(let at):
            "the \\ at character \(at + 1) stands before a letter or digit that has no meaning there"
        case .unsupported(let at):
            "what stands at character \(at + 1) is not supported: back references, (?<=…), atomic and possessive "
                + "groups have no bound in time"
        case .tooLarge: "it is too large"
        }
    }
}
