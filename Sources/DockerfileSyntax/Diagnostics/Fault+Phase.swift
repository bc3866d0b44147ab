extension Fault {
    /// Whether already the syntax tree has no room for it; the others are about what an instruction means.
    public var isSyntax: Bool {
        switch self {
        case .noInstructions, .composeFile, .duplicateDirective, .unknownEscape, .lineTooLong, .unterminatedHeredoc,
            .unterminatedHeredocName, .notOnlyStrings, .missingValue, .missingEquals:
            true
        default: false
        }
    }
}
