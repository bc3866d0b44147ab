/// The demand of a registry before it answers: one challenge of a `WWW-Authenticate` field (RFC 9110, section 11.6.1).
public enum Challenge: Equatable, Sendable {
    /// Name and password with each request.
    case basic(realm: String?)
    /// A token from `realm`, for `service` and `scope` (distribution's token authentication).
    case bearer(realm: String, service: String?, scope: String?)
}

extension Challenge {
    /// The challenges of a field's value that this client can meet, in the field's order. What cannot be read is passed
    /// over.
    public static func parse(_ field: String) -> [Challenge] {
        var scanner = FieldScanner(field)
        var found: [Challenge] = []
        while let scheme = scanner.scheme() {
            let parameters = scanner.parameters()
            switch scheme.lowercased() {
            case "basic": found.append(.basic(realm: parameters["realm"]))
            case "bearer":
                guard let realm = parameters["realm"] else { continue }
                found.append(.bearer(realm: realm, service: parameters["service"], scope: parameters["scope"]))
            default: continue
            }
        }
        return found
    }
}

/// Reads `scheme name=value, name="value", scheme …` from left to right.
private struct FieldScanner {
    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func skipSeparators() {
        while let byte = current, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: ",") {
            index += 1
        }
    }

    /// A run of the characters that a token may have (RFC 9110, section 5.6.2).
    private mutating func token() -> String {
        let start = index
        while let byte = current, !" \t,=\"".utf8.contains(byte) { index += 1 }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    mutating func scheme() -> String? {
        skipSeparators()
        while current == UInt8(ascii: "=") || current == UInt8(ascii: "\"") { index += 1 }
        let name = token()
        return name.isEmpty ? nil : name
    }

    mutating func parameters() -> [String: String] {
        var found: [String: String] = [:]
        while true {
            let start = index
            skipSeparators()
            let name = token()
            guard !name.isEmpty, current == UInt8(ascii: "=") else {
                // A word without a value is the next scheme.
                index = start
                return found
            }
            index += 1
            found[name.lowercased()] = current == UInt8(ascii: "\"") ? quoted() : token()
        }
    }

    private mutating func quoted() -> String {
        index += 1
        var value: [UInt8] = []
        while let byte = current, byte != UInt8(ascii: "\"") {
            index += 1
            if byte == UInt8(ascii: "\\"), let escaped = current {
                value.append(escaped)
                index += 1
            } else {
                value.append(byte)
            }
        }
        if current != nil { index += 1 }
        return String(decoding: value, as: UTF8.self)
    }
}
