internal import ImageFormat

/// Reads casts of any program that writes asciicast v2 or v3.
///
/// Version 2 tells the times since the start, version 3 the times since the event before, and has lines of comments.
public enum CastReader {
    /// Why a text is not a cast, and in which line, from 1.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        public var line: Int
        public var reason: String

        public var description: String { "line \(line): \(reason)" }
    }

    /// The largest terminal that is played: 1,000 cells a side.
    public static let sizeLimit = 1000

    /// The bounds of one line: a portion of output is some kilobytes.
    static let lineLimits = JSONLimits(bytes: 64 << 20)

    /// Reads a cast, of either version.
    /// - Throws: why the text is not a cast, and in which line.
    public static func cast(_ text: String) throws(Failure) -> Cast {
        var events = CastEvents(isRelative: false)
        var header: CastHeader?
        let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, bytes) in lines.enumerated() {
            let line = Substring(bytes)
            if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) || bytes.first == UInt8(ascii: "#") {
                continue
            }
            if header == nil {
                let first = try CastHeaderLine.read(line, index + 1)
                header = first.header
                events.isRelative = first.isRelative
            } else if index == lines.count - 1, isCut(bytes) {
                events.isCutShort = true
            } else {
                try events.add(line, index + 1)
            }
        }
        guard let header else { throw Failure(line: 1, reason: "the file is empty") }
        return Cast(header: header, events: events.events, isCutShort: events.isCutShort)
    }

    /// Whether the file's last line, which has no line end, stops before its last bracket.
    private static func isCut(_ line: Substring.UTF8View) -> Bool {
        line.last { $0 != 0x20 && $0 != 0x0D } != UInt8(ascii: "]")
    }

    static func isSize(_ width: Int, _ height: Int) -> Bool {
        (1...sizeLimit).contains(width) && (1...sizeLimit).contains(height)
    }
}
