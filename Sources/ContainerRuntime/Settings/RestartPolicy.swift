/// Whether a container is started again when it has ended: `--restart`.
public enum RestartPolicy: Equatable, Sendable {
    case never
    /// After a status other than 0; nil for any number of times.
    case onFailure(limit: Int?)
    case always
    /// As `always`, but not once it was stopped.
    case unlessStopped

    /// Reads `no`, `on-failure:3`, `always`, `unless-stopped`; nil for anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let limit = parts.count == 2 ? Int(parts[1]) : nil
        guard parts.count == 1 || (parts[0] == "on-failure" && (limit ?? -1) >= 0) else { return nil }
        switch parts.first {
        case "no", "": self = .never
        case "on-failure": self = .onFailure(limit: limit)
        case "always": self = .always
        case "unless-stopped": self = .unlessStopped
        default: return nil
        }
    }

    public var text: String {
        switch self {
        case .never: "no"
        case .onFailure(let limit): "on-failure" + (limit.map { ":\($0)" } ?? "")
        case .always: "always"
        case .unlessStopped: "unless-stopped"
        }
    }

    /// Whether it is started again. A container that somebody has stopped is not, whatever the policy.
    func restarts(afterStatus status: Int32, times: Int, wasStopped: Bool) -> Bool {
        if wasStopped { return false }
        return switch self {
        case .never: false
        case .onFailure(let limit): status != 0 && times < limit ?? Int.max
        case .always, .unlessStopped: true
        }
    }

    /// Seconds before the next start: a tenth, then twice as long each time, a minute at most. One that has run for ten
    /// seconds is as if it were the first.
    static func pause(before times: Int) -> Double { min(60, 0.1 * Double(1 << min(times, 10))) }
}
