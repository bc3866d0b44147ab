/// A value that the world is asked for: only the answer to the last question counts.
public struct Loadable<Value: Equatable & Sendable>: Equatable, Sendable {
    /// How far the question has come.
    public enum State: Equatable, Sendable {
        /// Nobody has asked yet.
        case unknown
        case loading
        case known(Value)
        /// Why there is no value.
        case failed(String)
    }

    public private(set) var state = State.unknown
    /// The question that is not answered yet.
    private var run: RunID?

    public init() {}

    /// The last known value; nil where there is none.
    public var value: Value? { if case .known(let value) = state { value } else { nil } }

    /// A new question.
    ///
    /// - Parameter keepsValue: whether a value that is known already stays until the answer comes.
    mutating func load(_ run: RunID, keepsValue: Bool = false) {
        self.run = run
        if !keepsValue || state == .unknown { state = .loading }
    }

    /// Whether a question is not answered yet.
    var isAwaited: Bool { run != nil }

    /// Whether an answer would be to the last question.
    func awaits(_ run: RunID) -> Bool { self.run == run }

    /// Takes an answer; false where it is to an earlier question, and changes nothing.
    mutating func take(_ answer: Answer<Value>, of run: RunID) -> Bool {
        guard awaits(run) else { return false }
        self.run = nil
        switch answer {
        case .known(let value): state = .known(value)
        case .failed(let reason): state = .failed(reason)
        }
        return true
    }
}

/// What came of a question to the world.
public enum Answer<Value: Sendable>: Sendable {
    case known(Value)
    /// Why there is no value.
    case failed(String)
}

extension Answer: Equatable where Value: Equatable {}
