/// The values of `--filter`, by name. Filters of different names must all hold. Of several with one name, one is
/// enough, except for labels, which must all hold.
public struct ListFilters: Equatable, Sendable {
    private var values: [String: [String]] = [:]

    /// - Parameter known: the names of filters that the command accepts.
    public init(_ texts: [String], known: [String]) throws(FilterError) {
        for text in texts {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw .malformed(text) }
            // `label!=x` has a name of its own, with the mark.
            let name = parts[0].lowercased().trimmingBlanks
            guard known.contains(name) else { throw .unknown(name, known: known) }
            values[name, default: []].append(parts[1].trimmingBlanks)
        }
    }

    /// The values that were given for a name.
    public subscript(name: String) -> [String] { values[name] ?? [] }

    /// Whether an item passes the filters of a name. Without such filters everything passes.
    public func admit(_ name: String, where isSo: (String) throws -> Bool) rethrows -> Bool {
        try self[name].isEmpty || self[name].contains(where: isSo)
    }

    /// Whether labels pass. Each filter requires a name, or a name with a value.
    public func admit(labels: [String: String]) -> Bool {
        self["label"].allSatisfy { Self.has($0, in: labels) } && !self["label!"].contains { Self.has($0, in: labels) }
    }

    private static func has(_ wanted: String, in labels: [String: String]) -> Bool {
        let parts = wanted.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        return labels[parts[0]].map { parts.count == 1 || $0 == parts[1] } ?? false
    }

    /// The value of a filter that is yes or no; nil where it was not given.
    public func flag(_ name: String) throws(FilterError) -> Bool? {
        guard let text = self[name].last else { return nil }
        switch text.lowercased() {
        case "1", "t", "true": return true
        case "0", "f", "false": return false
        default: throw .invalidValue(text, of: name, expected: "true or false")
        }
    }
}

/// Why a filter cannot be used.
public enum FilterError: Error, Equatable, Sendable {
    case malformed(String)
    case unknown(String, known: [String])
    case invalidValue(String, of: String, expected: String)
}

extension FilterError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .malformed(let text): "bad format of filter `\(text)` (expected name=value)"
        case .unknown(let name, let known): "invalid filter '\(name)': there are \(known.joined(separator: ", "))"
        case .invalidValue(let value, let name, let expected):
            "invalid filter '\(name)=\(value)': \(expected) is expected"
        }
    }
}

extension StringProtocol {
    fileprivate var trimmingBlanks: String {
        var part = drop(while: \.isWhitespace)
        while part.last?.isWhitespace == true { part.removeLast() }
        return String(part)
    }
}
