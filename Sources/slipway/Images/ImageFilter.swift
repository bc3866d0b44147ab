import ArgumentParser
import Glibc
import ImageFormat
import ImageStore

/// A condition of `images --filter`.
enum ImageFilter {
    case dangling(Bool)
    case label(name: String, value: String?)
    case reference(String)
    case before(Int64)
    case since(Int64)
    /// Without a label, or with another value of it.
    case notLabel(name: String, value: String?)

    init(_ text: String, store: Store) throws {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ValidationError("--filter takes NAME=VALUE, not `\(text)`.") }
        switch parts[0] {
        case "dangling": self = .dangling(["true", "1"].contains(parts[1].lowercased()))
        case "reference": self = .reference(parts[1])
        case "before": self = .before(try Self.created(parts[1], store))
        case "since": self = .since(try Self.created(parts[1], store))
        case "until": self = .before(try Self.moment(parts[1]))
        case "label", "label!":
            let label = parts[1].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let value = label.count == 2 ? label[1] : nil
            self = parts[0] == "label" ? .label(name: label[0], value: value) : .notLabel(name: label[0], value: value)
        default:
            throw ValidationError(
                "--filter \(parts[0]) is not offered; dangling, label, reference, before, since and until are.")
        }
    }

    /// A time, or how long ago: `2026-01-02T03:04:05Z`, `1700000000`, `36h`, `10m`, `30s`.
    private static func moment(_ text: String) throws -> Int64 {
        if let seconds = Age.seconds(text) ?? Int64(text) { return seconds }
        let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600]
        guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count >= 0,
            count < 1 << 40
        else {
            throw ValidationError("--filter until takes a time, or how long ago: 2026-01-02T03:04:05Z or 36h.")
        }
        return Int64(time(nil)) - count * unit
    }

    private static func created(_ name: String, _ store: Store) throws -> Int64 {
        try store.resolve(name).config.created.flatMap(Age.seconds) ?? 0
    }

    func admits(_ line: ImageLine) -> Bool {
        let created = line.createdSeconds
        return switch self {
        case .dangling(let wanted): (line.reference == nil) == wanted
        case .reference(let pattern): line.matches(pattern)
        case .before(let moment): created < moment
        case .since(let moment): created > moment
        case .label(let name, let value): Self.has(line, name, value)
        case .notLabel(let name, let value): !Self.has(line, name, value)
        }
    }

    private static func has(_ line: ImageLine, _ name: String, _ value: String?) -> Bool {
        line.image?.config.config.labels[name].map { value == nil || $0 == value } ?? false
    }
}
