internal import ImageFormat

/// The first line of a cast, in either version.
struct CastHeaderLine {
    let header: CastHeader
    /// Whether each time counts from the event before.
    let isRelative: Bool

    static func read(_ line: Substring, _ number: Int) throws(CastReader.Failure) -> CastHeaderLine {
        guard let json = try? JSON(parsing: Array(line.utf8), limits: CastReader.lineLimits), let fields = Fields(json)
        else {
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

    /// The content of the line: the size stands in the header of version 2, and in its `term` in version 3.
    private struct Fields {
        let version: Int64
        let width: Int
        let height: Int
        let timestamp: Int?
        private(set) var environment: [String: String] = [:]

        /// Nil for what is not a header. Fields that only describe the recording may hold anything.
        init?(_ json: JSON) {
            guard let version = json["version"]?.integer else { return nil }
            self.version = version
            let (columns, rows) =
                version == 3 ? (json["term"]?["cols"], json["term"]?["rows"]) : (json["width"], json["height"])
            guard let width = columns?.int,
                let height = rows?.int
            else { return nil }
            (self.width, self.height) = (width, height)
            timestamp = json["timestamp"]?.int
            for member in json["env"]?.members ?? [] { environment[member.name] = member.value.string }
            if version == 3, let type = json["term"]?["type"]?.string { environment["TERM"] = type }
        }
    }
}
