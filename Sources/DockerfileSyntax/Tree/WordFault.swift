/// Why a word can't be expanded.
public enum WordFault: Error, Equatable, Sendable {
    case unclosedSingleQuote
    case unclosedDoubleQuote
    case unclosedBrace
    case missingSlash
    case badSubstitution
    case modifier(String)
    /// `${x?message}` or `${x:?message}`; the message may be empty.
    case required(name: String, message: String, isEmpty: Bool)
    case pattern(String)
    /// More `${…}` inside of each other than anyone writes.
    case tooDeep
    /// Variables bring more text than an instruction may have.
    /// - Parameter limit: in bytes.
    case tooLarge(limit: Int)
    /// All variables of a stage together hold more than they may.
    /// - Parameter limit: in bytes.
    case environmentTooLarge(limit: Int)
    /// The variables of all instructions of a file together bring more text than they may.
    /// - Parameter limit: in bytes.
    case fileTooLarge(limit: Int)
}

extension WordFault {
    /// Whether it is about how much text variables bring, and not about how a word is written.
    var isGrowth: Bool {
        switch self {
        case .tooLarge, .environmentTooLarge, .fileTooLarge: true
        case .unclosedSingleQuote, .unclosedDoubleQuote, .unclosedBrace, .missingSlash, .badSubstitution, .modifier,
            .required, .pattern, .tooDeep:
            false
        }
    }
}
