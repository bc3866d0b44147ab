/// Turns what a terminal shows into the lines of a cast.
///
/// A character whose bytes come in two portions is written with the second, so that every line is whole text; bytes that
/// are not UTF-8 become U+FFFD, as a terminal shows them.
public struct CastWriter: Sendable {
    /// The first bytes of a character that is not complete yet.
    private var held: [UInt8] = []

    public init() {}

    /// The first line.
    public func line(of header: CastHeader) -> String {
        var fields = ["\"version\": 2", "\"width\": \(header.width)", "\"height\": \(header.height)"]
        if let timestamp = header.timestamp { fields.append("\"timestamp\": \(timestamp)") }
        let environment = header.environment.sorted { $0.key < $1.key }
        let pairs = environment.map { "\(Self.quoted($0.key)): \(Self.quoted($0.value))" }
        if !pairs.isEmpty { fields.append("\"env\": {\(pairs.joined(separator: ", "))}") }
        return "{" + fields.joined(separator: ", ") + "}\n"
    }

    /// The line of a portion of output; nil while it holds no whole character.
    public mutating func line(ofOutput bytes: some Sequence<UInt8>, at time: Double) -> String? {
        held += bytes
        let whole = held.count - Self.incompleteTail(of: held)
        guard whole > 0 else { return nil }
        let text = String(decoding: held[..<whole], as: UTF8.self)
        held.removeFirst(whole)
        return line(of: Timed(time, .output(text)))
    }

    /// The rest at the end of the recording.
    public mutating func lastLine(at time: Double) -> String? {
        guard !held.isEmpty else { return nil }
        let text = String(decoding: held, as: UTF8.self)
        held = []
        return line(of: Timed(time, .output(text)))
    }

    /// An event as a line, with its end.
    public func line(of timed: Timed<CastEvent>) -> String {
        let (code, data) =
            switch timed.event {
            case .output(let text): ("o", text)
            case .input(let text): ("i", text)
            case .marker(let text): ("m", text)
            case .resize(let width, let height): ("r", "\(width)x\(height)")
            }
        return "[\(Self.seconds(timed.time)), \"\(code)\", \(Self.quoted(data))]\n"
    }

    /// Microseconds, which is finer than any terminal draws.
    private static func seconds(_ time: Double) -> String {
        let micros = Int((min(max(0, time), RecordedTime.limit) * 1_000_000).rounded())
        let fraction = String(micros % 1_000_000)
        return "\(micros / 1_000_000)." + String(repeating: "0", count: 6 - fraction.count) + fraction
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..<"\u{20}", "\u{7F}":
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// How many bytes at the end begin a character that could still be completed (Unicode, table 3-7).
    private static func incompleteTail(of bytes: [UInt8]) -> Int {
        for length in 1...3 where bytes.count >= length {
            let byte = bytes[bytes.count - length]
            if byte & 0b1100_0000 == 0b1000_0000 { continue }
            let needed = byte >= 0xF0 && byte <= 0xF4 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC2 ? 2 : 1
            return byte <= 0xF4 && needed > length ? length : 0
        }
        return 0
    }
}
