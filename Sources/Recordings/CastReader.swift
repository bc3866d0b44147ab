import FoundationEssentials

/// Reads casts of any program that writes asciicast v2.
public enum CastReader {
    /// Why a text is no cast, and in which line, from 1.
    public struct Failure: Error, Equatable, CustomStringConvertible {
        public var line: Int
        public var reason: String

        public var description: String { "line \(line): \(reason)" }
    }

    /// Larger terminals than this are no terminals: 1,000 cells a side.
    public static let sizeLimit = 1000

    public static func cast(_ text: String) throws(Failure) -> Cast {
        var events: [Timed<CastEvent>] = []
        var header: CastHeader?
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy(\.isWhitespace) { continue }
            if header == nil {
                header = try Self.header(line, index + 1)
            } else if let event = try event(line, index + 1) {
                events.append(event)
            }
        }
        guard let header else { throw Failure(line: 1, reason: "the file is empty") }
        return Cast(header: header, events: events)
    }

    private struct Header: Decodable {
        var version: Int
        var width: Int
        var height: Int
        var timestamp: Int?
        var env: [String: String?]?
    }

    private static func header(_ line: Substring, _ number: Int) throws(Failure) -> CastHeader {
        guard let header = try? JSONDecoder().decode(Header.self, from: Data(line.utf8)) else {
            throw Failure(line: number, reason: "expected {\"version\": 2, \"width\": …, \"height\": …}")
        }
        guard header.version == 2 else {
            throw Failure(line: number, reason: "version \(header.version) of asciicast is not read, only version 2")
        }
        guard isSize(header.width, header.height) else {
            throw Failure(line: number, reason: "a terminal of \(header.width)x\(header.height) is not possible")
        }
        return CastHeader(
            width: header.width, height: header.height, timestamp: header.timestamp,
            environment: (header.env ?? [:]).compactMapValues { $0 })
    }

    private struct Event: Decodable {
        var time: Double
        var code: String
        var data: String

        init(from decoder: any Decoder) throws {
            var values = try decoder.unkeyedContainer()
            time = try values.decode(Double.self)
            code = try values.decode(String.self)
            data = try values.decode(String.self)
        }
    }

    /// Nil for a kind of event that this version does not know: the format allows new ones.
    private static func event(_ line: Substring, _ number: Int) throws(Failure) -> Timed<CastEvent>? {
        guard let event = try? JSONDecoder().decode(Event.self, from: Data(line.utf8)), event.time >= 0 else {
            throw Failure(line: number, reason: "expected [seconds, \"o\", \"text\"]")
        }
        switch event.code {
        case "o": return Timed(event.time, .output(event.data))
        case "i": return Timed(event.time, .input(event.data))
        case "m": return Timed(event.time, .marker(event.data))
        case "r":
            let sides = event.data.split(separator: "x").compactMap { Int($0) }
            guard sides.count == 2, isSize(sides[0], sides[1]) else {
                throw Failure(line: number, reason: "expected a size such as 80x24, not \(event.data)")
            }
            return Timed(event.time, .resize(width: sides[0], height: sides[1]))
        default: return nil
        }
    }

    private static func isSize(_ width: Int, _ height: Int) -> Bool {
        (1...sizeLimit).contains(width) && (1...sizeLimit).contains(height)
    }
}
