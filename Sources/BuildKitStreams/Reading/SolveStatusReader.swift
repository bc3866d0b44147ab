internal import BuildPlan
internal import ImageFormat

/// Reads `docker buildx build --progress=rawjson`: BuildKit's SolveStatus, one JSON object a line. Any other line is
/// text.
public struct SolveStatusReader: SolveReader {
    public init() {}

    /// The updates that a line of BuildKit's progress contains; a line that is not a JSON object is text.
    public mutating func updates(of line: ArraySlice<UInt8>) -> [SolveUpdate] {
        guard line.first == UInt8(ascii: "{"),
            let json = try? JSON(parsing: Array(line), limits: JSONLimits(bytes: 16 << 20)), json.members != nil
        else { return [.text(String(decoding: line, as: UTF8.self))] }
        let vertices = (json["vertexes"]?.elements ?? []).compactMap(Self.vertex)
        let parts = (json["statuses"]?.elements ?? []).compactMap(Self.progress)
        let logs = (json["logs"]?.elements ?? []).compactMap(Self.log)
        let warnings = (json["warnings"]?.elements ?? []).compactMap(Self.warning)
        return vertices.map(SolveUpdate.vertex) + parts.map(SolveUpdate.progress) + logs.map(SolveUpdate.log)
            + warnings.map(SolveUpdate.warning)
    }

    private static func vertex(_ json: JSON) -> SolveVertex? {
        guard let id = json["digest"]?.string else { return nil }
        return SolveVertex(
            id: id, name: json["name"]?.string ?? "", inputs: json["inputs"]?.strings ?? [],
            started: json["started"]?.string.flatMap(SolveTime.seconds),
            completed: json["completed"]?.string.flatMap(SolveTime.seconds), isCached: json["cached"]?.bool ?? false,
            isCancelled: json["error"]?.string?.contains("context canceled") ?? false, error: json["error"]?.string)
    }

    private static func progress(_ json: JSON) -> SolveProgress? {
        guard let vertex = json["vertex"]?.string, let part = json["id"]?.string else { return nil }
        let total = json["total"]?.integer ?? 0
        return SolveProgress(
            vertex: vertex, part: part, completed: max(0, json["current"]?.integer ?? 0), total: total > 0 ? total : nil
        )
    }

    private static func log(_ json: JSON) -> SolveLog? {
        guard let vertex = json["vertex"]?.string, let bytes = json["data"]?.string.flatMap(GoBytes.decoded) else {
            return nil
        }
        return SolveLog(vertex: vertex, stream: json["stream"]?.integer == 2 ? .stderr : .stdout, bytes: bytes)
    }

    /// The warning of a text such as `JSONArgsRecommended: JSON arguments recommended … (line 14)`.
    private static func warning(_ json: JSON) -> BuildWarning? {
        guard let short = json["short"]?.string.flatMap(GoBytes.decoded) else { return nil }
        let text = String(decoding: short, as: UTF8.self)
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let hasRule = parts.count == 2 && !parts[0].contains(" ")
        let line = json["range"]?.elements?.first?["start"]?["line"]?.int
        return BuildWarning(
            rule: hasRule ? parts[0] : "BuildKit", message: hasRule ? String(parts[1].dropFirst()) : text, line: line)
    }
}

/// Reads times in the form in which BuildKit writes them.
enum SolveTime {
    /// The seconds since 1970 of a time such as `2026-11-27T19:28:00.289524711Z`; nil for any other text.
    static func seconds(_ text: String) -> Double? {
        guard text.hasSuffix("Z") else { return nil }
        let halves = text.dropLast().split(separator: "T")
        guard halves.count == 2 else { return nil }
        let date = halves[0].split(separator: "-").compactMap { Int($0) }
        let clock = halves[1].split(separator: ":")
        guard date.count == 3, clock.count == 3, let hours = Double(clock[0]), let minutes = Double(clock[1]),
            let seconds = Double(clock[2]), (1...9999).contains(date[0]), (1...12).contains(date[1])
        else { return nil }
        return Double(days(year: date[0], month: date[1], day: date[2])) * 86_400 + hours * 3600 + minutes * 60
            + seconds
    }

    /// The days since 1970-01-01 in the Gregorian calendar. Years are counted from March, so that a leap day is the
    /// last day of its year.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }
}

/// Decodes base64 (RFC 4648), in which Go writes bytes. It is written here because loading Foundation would delay the
/// start of every build.
enum GoBytes {
    /// The decoded bytes; nil for a text that is not base64.
    static func decoded(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var held: UInt32 = 0
        var bits = 0
        for letter in text.utf8 where letter != UInt8(ascii: "=") {
            guard let value = value(of: letter) else { return nil }
            held = held << 6 | value
            bits += 6
            guard bits >= 8 else { continue }
            bits -= 8
            bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
        }
        return bytes
    }

    private static func value(of letter: UInt8) -> UInt32? {
        switch letter {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(letter - UInt8(ascii: "A"))
        case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(letter - UInt8(ascii: "a")) + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(letter - UInt8(ascii: "0")) + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
