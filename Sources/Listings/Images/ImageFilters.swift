public import Formats
internal import ImageFormat
internal import ImageStore

/// `images --filter`, as docker has it.
public struct ImageFilters: Sendable {
    /// Docker's names of filters.
    public static let names = ["before", "dangling", "id", "label", "label!", "reference", "since", "until"]

    private let filters: ListFilters
    private let isDangling: Bool?
    /// Seconds since 1970.
    private let before: Int64?
    private let since: Int64?
    private let until: Int64?

    /// - Parameters:
    ///   - now: seconds since 1970, from which `until=36h` counts back.
    ///   - created: when an image was made that `before=` or `since=` names; nil where there is none.
    public init(_ texts: [String], now: Int64 = Age.now, created: (String) -> Int64?) throws(FilterError) {
        filters = try ListFilters(texts, known: Self.names)
        isDangling = try filters.flag("dangling")
        before = try Self.moment("before", of: filters, created)
        since = try Self.moment("since", of: filters, created)
        until = try filters["until"].last.map { (text) throws(FilterError) in try Self.until(text, now) }
    }

    private static func moment(
        _ name: String, of filters: ListFilters, _ created: (String) -> Int64?
    ) throws(FilterError) -> Int64? {
        guard let image = filters[name].last else { return nil }
        guard let moment = created(image) else {
            throw .invalidValue(image, of: name, expected: "the name or ID of an image")
        }
        return moment
    }

    /// A time, or how long before `now`: `2026-01-02T03:04:05Z`, `1700000000`, `36h`, `1h30m`. Seconds since 1970.
    public static func until(_ text: String, _ now: Int64) throws(FilterError) -> Int64 {
        if let seconds = Age.seconds(text) ?? Int64(text) { return seconds }
        guard let seconds = Age.duration(text) else {
            throw .invalidValue(
                text, of: "until", expected: "a time, or how long ago, such as 2026-01-02T03:04:05Z or 36h,")
        }
        return now - seconds
    }

    /// Whether a line passes.
    public func admits(_ line: ImageLine) -> Bool {
        let created = line.createdSeconds
        return (isDangling.map { (line.reference == nil) == $0 } ?? true)
            && (before.map { created < $0 } ?? true) && (since.map { created > $0 } ?? true)
            && (until.map { created < $0 } ?? true)
            && filters.admit("reference") { line.matches($0) }
            && filters.admit("id") { line.id.hex.hasPrefix($0.replacing("sha256:", with: "")) }
            && filters.admit(labels: line.image?.config.config.labels ?? [:])
    }
}
