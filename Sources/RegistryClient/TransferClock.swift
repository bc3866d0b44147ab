/// Tells when an answer takes too long: a pure account of how much had moved when.
struct TransferClock {
    /// Why a transfer must end.
    enum Verdict: Equatable {
        case silent(seconds: Double)
        case slow(bytesASecond: Int)
        /// A document that is not here after so many seconds.
        case late(seconds: Double)
    }

    private let limits: TransferLimits
    private let isDocument: Bool
    private let start: Double
    /// When something last moved, and how many bytes had until then.
    private var lastSign: Double
    private var moved: Int64 = 0
    /// The span that the rate is taken over; nil before the first byte.
    private var window: (start: Double, moved: Int64)?

    /// All times are seconds of one clock; which clock it is does not matter.
    init(_ limits: TransferLimits, isDocument: Bool, at now: Double) {
        self.limits = limits
        self.isDocument = isDocument
        (start, lastSign) = (now, now)
    }

    /// Counts what has moved so far, in both directions, and says whether the transfer must end. `isThinking`: all was
    /// sent, and the answer has not begun.
    mutating func verdict(at now: Double, moved total: Int64, isThinking: Bool) -> Verdict? {
        if total > moved {
            (moved, lastSign) = (total, now)
            if window == nil { window = (now, total) }
        }
        let patience = isThinking ? limits.thinking : limits.silence
        if now - lastSign > patience { return .silent(seconds: patience) }
        if isDocument, now - start > limits.document { return .late(seconds: limits.document) }
        guard let span = window, !isThinking else {
            window = nil
            return nil
        }
        guard now - span.start > limits.silence else { return nil }
        let rate = Double(total - span.moved) / (now - span.start)
        if rate < Double(limits.slowest) { return .slow(bytesASecond: Int(rate)) }
        window = (now, total)
        return nil
    }
}
