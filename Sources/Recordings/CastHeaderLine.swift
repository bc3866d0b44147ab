import FoundationEssentials

/// The first line of a cast, in either version.
struct CastHeaderLine {
    let header: CastHeader
    /// Whether each time counts from the event before.
    let isRelative: Bool

    static func read(_ line: Substring, _ number: Int) throws(CastReader.Failure) -> CastHeaderLine {
        guard let fields = try? JSONDecoder().decode(Fields.self, from: Data(line.utf8)) else {
            throw .init(line: number, reason: "expected {\"version\": 2, \"width\": …, \"height\": …}")
        }
        guard fields.version == 2 || fields.version == 3 else {
            throw .init(
                line: number, reason: "version \(fields.version) of asciicast is not read, only versions 2 and 3")
        }
        guard CastReader.isSize(fields.width, fields.height) else {
            throw .init(line: number, reason: "a terminal of \(fields.width)x\(fields.height) is not possible")
        }
        return CastHeaderLine(
            header: CastHeader(
                width: fields.width, height: fields.height, timestamp: fields.timestamp,
                environment: fields.environment),
            isRelative: fields.version == 3)
    }

    /// What the line says: the size stands in the header of version 2, and in its `term` in version 3.
    private struct Fields: Decodable {
        var version: Int
        var width: Int
        var height: Int
        var timestamp: Int?
        var environment: [String: String]

        private enum Key: String, CodingKey { case version, width, height, timestamp, env, term }
        private enum TermKey: String, CodingKey { case cols, rows, type }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            version = try values.decode(Int.self, forKey: .version)
            // What only describes the recording may be of any form.
            timestamp = try? values.decodeIfPresent(Int.self, forKey: .timestamp)
            let variables = try? values.decodeIfPresent([String: String?].self, forKey: .env)
            environment = (variables ?? [:]).compactMapValues { $0 }
            guard version == 3 else {
                width = try values.decode(Int.self, forKey: .width)
                height = try values.decode(Int.self, forKey: .height)
                return
            }
            let term = try values.nestedContainer(keyedBy: TermKey.self, forKey: .term)
            width = try term.decode(Int.self, forKey: .cols)
            height = try term.decode(Int.self, forKey: .rows)
            if let type = try? term.decodeIfPresent(String.self, forKey: .type) { environment["TERM"] = type }
        }
    }
}
