import ArgumentParser
import ImageFormat
import ImageStore

/// A condition of `images --filter`.
enum ImageFilter {
    case dangling(Bool)
    case label(name: String, value: String?)
    case reference(String)
    case before(Int64)
    case since(Int64)

    init(_ text: String, store: Store) throws {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { throw ValidationError("--filter takes NAME=VALUE, not `\(text)`.") }
        switch parts[0] {
        case "dangling": self = .dangling(["true", "1"].contains(parts[1].lowercased()))
        case "reference": self = .reference(parts[1])
        case "before": self = .before(try Self.created(parts[1], store))
        case "since": self = .since(try Self.created(parts[1], store))
        case "label":
            let label = parts[1].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            self = .label(name: label[0], value: label.count == 2 ? label[1] : nil)
        default:
            throw ValidationError("--filter \(parts[0]) is not offered; dangling, label, reference, before, since are.")
        }
    }

    private static func created(_ name: String, _ store: Store) throws -> Int64 {
        try store.resolve(name).config.created.flatMap(Age.seconds) ?? 0
    }

    func admits(_ line: ImageLine) -> Bool {
        let created = line.image.config.created.flatMap(Age.seconds) ?? 0
        return switch self {
        case .dangling(let wanted): (line.reference == nil) == wanted
        case .reference(let pattern): line.matches(pattern)
        case .before(let moment): created < moment
        case .since(let moment): created > moment
        case .label(let name, let value):
            line.image.config.config.labels[name].map { value == nil || $0 == value } ?? false
        }
    }
}
