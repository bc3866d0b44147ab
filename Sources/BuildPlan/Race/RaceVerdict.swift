/// The result of a race.
public enum RaceVerdict: Equatable, Sendable {
    case even
    /// One side won; it was `times` as fast as the other one, rounded to a tenth.
    case won(by: RaceSide, times: Double)

    /// The ratio of two times below which they count as equal, because repeated measurements vary by as much.
    private static let margin = 1.2

    /// - Parameters:
    ///   - first: the seconds that side A took.
    ///   - second: the seconds that side B took.
    public init(first: Double, second: Double) {
        let ratio = max(first, second) / max(0.001, min(first, second))
        guard ratio >= Self.margin else {
            self = .even
            return
        }
        self = .won(by: first < second ? .first : .second, times: (min(ratio, 1e6) * 10).rounded() / 10)
    }

    /// The result as a sentence.
    public var text: String {
        switch self {
        case .even: return "A and B take the same time."
        case .won(let side, let times):
            let tenths = Int((times * 10).rounded())
            return "\(side.rawValue) is \(tenths / 10).\(tenths % 10) times as fast."
        }
    }
}
