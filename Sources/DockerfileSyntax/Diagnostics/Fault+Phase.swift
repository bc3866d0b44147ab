extension Fault {
    /// Whether already the syntax tree has no room for it; the others are about what an instruction means.
    public var isSyntax: Bool {
        switch self {
        case .noInstructions, .composeFile, .utf16,
            .duplicateDirective, .unknownEscape, .lineTooLong, .unterminatedHeredoc,
            .unterminatedHeredocName, .notOnlyStrings, .missingValue, .missingEquals:
            true
        case .blankBesideEquals(let kind, _), .commentBehind(let kind): kind == .env || kind == .label
        default: false
        }
    }
}
