/// What becomes of a message to the name server.
struct NameLookup: Sendable {
    let upstream: NameUpstream
    /// Who is on the container's networks at this moment.
    let entries: @Sendable () -> [NameEntry]

    enum Outcome: Equatable {
        case answer([UInt8])
        /// Others have to be asked, one after another.
        case ask(NameQuestion, [HostAddress])
        /// The message gets no answer.
        case silence
    }

    /// - Parameter limit: how long an answer may be.
    func outcome(of message: [UInt8], limit: Int) -> Outcome {
        guard let question = NameQuestion(message) else {
            return NameAnswer.complaint(about: message).map { .answer($0) } ?? .silence
        }
        if let records = NameBook(entries: entries()).records(for: question) {
            return .answer(NameAnswer.bytes(to: question, .answered, records, limit: limit))
        }
        let servers = upstream.servers
        guard !servers.isEmpty else { return .answer(NameAnswer.bytes(to: question, .failed, limit: limit)) }
        return .ask(question, servers)
    }
}
