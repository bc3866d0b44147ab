internal import ArgumentParser
internal import Formats

/// `--filter` of the `prune` commands.
public struct PruneFilter {
    /// What a filter asks for.
    private enum Test {
        case label(String, String?, isWanted: Bool)
        /// Seconds since 1970.
        case until(Int64)
    }

    private let test: Test

    /// - Throws: `ValidationError` for a filter that `prune` does not have.
    public init(_ text: String) throws {
        if text.hasPrefix("label=") || text.hasPrefix("label!=") {
            let isWanted = text.hasPrefix("label=")
            let parts = text.dropFirst(isWanted ? 6 : 7).split(separator: "=", maxSplits: 1).map(String.init)
            guard let name = parts.first else {
                throw ValidationError("--filter \(text): the label's name is missing.")
            }
            test = .label(name, parts.count == 2 ? parts[1] : nil, isWanted: isWanted)
        } else if text.hasPrefix("until="), let moment = Moment.seconds(String(text.dropFirst(6))) {
            test = .until(moment)
        } else {
            throw ValidationError("--filter \(text): offered are label=, label!= and until=.")
        }
    }

    /// Whether what has these labels, and was created at this time (RFC 3339), may be removed.
    public func admits(_ labels: [String: String], _ created: String) -> Bool {
        switch test {
        case .label(let name, let value, let isWanted):
            let has = labels[name].map { value == nil || $0 == value } ?? false
            return has == isWanted
        case .until(let moment): return (Age.seconds(created) ?? 0) < moment
        }
    }
}
