internal import BuildPlan

/// Turns the output of steps into text: joins characters that were cut in two, and keeps the end of the output, from
/// which advice is derived.
struct StepText {
    private struct Source: Hashable {
        var step: StepID
        var stream: StepLog.Stream
    }

    /// Bytes at the end of the output so far that may be the beginning of a character.
    private var held: [Source: [UInt8]] = [:]
    private var lasts: [StepID: String] = [:]

    private static let lastLimit = 4_000

    /// The text of all characters that are complete now.
    mutating func text(_ log: SolveLog, of step: StepID) -> String {
        let source = Source(step: step, stream: log.stream)
        let bytes = (held.removeValue(forKey: source) ?? []) + log.bytes
        let whole = bytes.count - Self.cutLength(bytes)
        if whole < bytes.count { held[source] = Array(bytes[whole...]) }
        let text = String(decoding: bytes[..<whole], as: UTF8.self)
        lasts[step] = String((lasts[step, default: ""] + text).suffix(Self.lastLimit))
        return text
    }

    /// The bytes that were held back for a step that has ended, so that their characters never become complete.
    mutating func rest(of step: StepID) -> [StepLog] {
        [StepLog.Stream.stdout, .stderr].compactMap { stream in
            held.removeValue(forKey: Source(step: step, stream: stream)).map {
                StepLog(step: step, stream: stream, text: String(decoding: $0, as: UTF8.self))
            }
        }
    }

    func last(of step: StepID) -> String { lasts[step] ?? "" }

    /// The number of bytes at the end that are the beginning of an incomplete character.
    private static func cutLength(_ bytes: [UInt8]) -> Int {
        for length in 1...3 where length <= bytes.count {
            let byte = bytes[bytes.count - length]
            if byte & 0xC0 == 0x80 { continue }
            let needed = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return needed > length ? length : 0
        }
        return 0
    }
}
