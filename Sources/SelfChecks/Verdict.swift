/// The result of a check on its evidence.
public enum Verdict: Equatable, Sendable {
    case passed(found: String)
    case failed(Failure)
    /// Nothing to judge yet: what the learner does first.
    case waiting(String)

    /// Expected beside found, and what to try.
    public struct Failure: Equatable, Sendable {
        public var found: String
        public var expected: String
        public var advice: String
        /// What the advice says, where it names the lines to change.
        public var mend: Mend?

        public init(found: String, expected: String, advice: String) {
            self.found = found
            self.expected = expected
            self.advice = advice
        }

        /// - Parameter cause: said ahead of what to change.
        init(found: String, expected: String, cause: String = "", mend: Mend) {
            self.init(found: found, expected: expected, advice: cause + mend.words)
            self.mend = mend
        }
    }

    public var isPassed: Bool { if case .passed = self { true } else { false } }
}
