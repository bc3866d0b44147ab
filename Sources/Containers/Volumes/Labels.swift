internal import Glibc

/// `NAME=VALUE` words.
public enum Labels {
    /// A name without a value has an empty one.
    public static func read(_ texts: [String]) -> [String: String] {
        var labels: [String: String] = [:]
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            labels[parts[0]] = parts.count == 2 ? parts[1] : ""
        }
        return labels
    }

    /// As docker's tables show them.
    public static func text(_ labels: [String: String]) -> String {
        labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
    }

    /// Whether labels have the one of a filter: `NAME`, or `NAME=VALUE`.
    static func match(_ filter: String, _ labels: [String: String]) -> Bool {
        let parts = filter.split(separator: "=", maxSplits: 1).map(String.init)
        guard let label = labels[parts[0]] else { return false }
        return parts.count == 1 || label == parts[1]
    }
}
