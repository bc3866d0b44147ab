/// Whose the keyboard is.
extension Presentation {
    /// Who has the keyboard.
    public enum Keyboard: Equatable, Sendable {
        /// Space performs, and letters are the presenter's keys.
        case performing
        /// All keys are the lab's, until the presenter hands the keyboard back.
        case taken
        /// All keys are the lab's, until the presenter has finished the command line that was begun.
        case lent
    }

    /// Whether Space performs.
    public var isDriving: Bool { keyboard == .performing }

    /// Whether a command line at the shell's prompt is the presenter's to finish.
    public var awaitsLine: Bool { !isDriving && typing?.target == .shell }

    /// Whether something is typed by itself.
    var isTyping: Bool { isDriving && typing != nil }

    /// What is being typed waits while the presenter types.
    mutating func takeOver() -> [Request] {
        keyboard = .taken
        return awaitsLine ? [.focus(.shell)] : []
    }

    /// Space performs again. A file is typed on from what the presenter left, a command line from where it was begun.
    mutating func handBack(_ lab: LabContext) -> [Request] {
        keyboard = .performing
        switch typing?.target {
        case .file(let path)?: return [.notice(.spacePerforms), .beginTyping(path: path)]
        case .shell?: return goOnInShell(lab)
        case .start?, nil: return [.notice(.spacePerforms)]
        }
    }

    private mutating func goOnInShell(_ lab: LabContext) -> [Request] {
        guard !lab.isBusy else {
            // The presenter runs something else: Space begins the line again once that has ended.
            typing = nil
            next = max(0, next - 1)
            return [.notice(.shellBusy)]
        }
        typing?.goOn(at: lab.now)
        let again = Self.requests(typing?.typed ?? "", .shell)
        return [.notice(.spacePerforms), .present(.shell), .reviveShell, Self.clearPrompt] + again
    }
}
