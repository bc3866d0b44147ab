/// Reads the head of an answer line by line, as libcurl gives it: interim answers (RFC 9110, section 15.2) and what a
/// proxy says first are replaced by what follows them.
struct AnswerHead {
    private(set) var response: RegistryResponse?
    private var isWhole = false
    private var bytes = 0

    /// The final answer's head; nil until it is whole.
    var final: RegistryResponse? {
        guard isWhole, let response, response.status >= 200 else { return nil }
        return response
    }

    /// Takes one line with its end.
    /// - Throws: `badDocument` for more fields than any answer has.
    mutating func add(_ line: some Collection<UInt8>) throws(RegistryError) {
        bytes += line.count
        guard bytes <= TransferLimits.fields else {
            throw .badDocument("an answer whose header is longer than \(TransferLimits.fields) bytes")
        }
        let text = String(decoding: line.prefix { $0 != 13 && $0 != 10 }, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) }
            (response, isWhole) = (RegistryResponse(status: status ?? 0), false)
        } else if text.isEmpty {
            isWhole = true
        } else if !isWhole, let colon = text.firstIndex(of: ":") {
            add(text[..<colon].lowercased(), Self.trimmed(text[text.index(after: colon)...].utf8))
        }
    }

    /// A value without the blanks around it.
    private static func trimmed(_ value: Substring.UTF8View) -> String {
        let isBlank: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        guard let last = value.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(decoding: value[...last].drop(while: isBlank), as: UTF8.self)
    }

    /// A field that comes twice is one field with both values (RFC 9110, section 5.3).
    private mutating func add(_ name: String, _ value: String) {
        let earlier = response?.fields[name].map { $0 + ", " } ?? ""
        response?.fields[name] = earlier + value
    }
}
