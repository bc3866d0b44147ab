/// Words that no value of any variable could make right.
struct WordChecks {
    let escape: EscapeCharacter

    func diagnostics(in statement: Statement) -> [Diagnostic] {
        guard let instruction = statement.instruction, mayFail(statement.original) else { return [] }
        do {
            _ = try instruction.expanded(escape: escape) { _ in "" }
        } catch {
            // Whether a required variable has a value shows only when the file is built.
            if case .required = error.fault { return [] }
            return [Diagnostic(.word(error.fault), at: error.range)]
        }
        return []
    }

    private func mayFail(_ text: String) -> Bool {
        text.utf8.contains { $0 == UInt8(ascii: "$") || $0 == .singleQuote || $0 == .doubleQuote || $0 == escape.byte }
    }
}
