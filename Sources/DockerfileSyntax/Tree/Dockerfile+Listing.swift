extension Dockerfile {
    /// A line for each instruction, as `slipway parse` prints it: its lines in the file, its keyword, and its flags and
    /// arguments, quoted as Swift quotes them.
    public var listing: String {
        statements.map { statement in
            let isOne = statement.firstLine == statement.lastLine
            let lines = isOne ? "\(statement.firstLine)" : "\(statement.firstLine)-\(statement.lastLine)"
            let words = (statement.flags + statement.arguments).map(\.value.debugDescription)
            return ([lines, statement.keyword.value.uppercased().debugDescription] + words).joined(separator: " ")
                + "\n"
        }.joined()
    }
}
