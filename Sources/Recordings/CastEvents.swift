internal import ImageFormat

/// The events of a cast as their lines come.
struct CastEvents {
    private(set) var events: [Timed<CastEvent>] = []
    /// Whether each time counts from the event before.
    var isRelative: Bool
    var isCutShort = false
    /// The time of the last line, whatever it held.
    private var now = 0.0

    init(isRelative: Bool) { self.isRelative = isRelative }

    mutating func add(_ line: Substring, _ number: Int) throws(CastReader.Failure) {
        guard let json = try? JSON(parsing: Array(line.utf8), limits: CastReader.lineLimits), let fields = Fields(json),
            fields.time >= 0
        else {
            throw .init(line: number, reason: "expected [seconds, \"o\", \"text\"]")
        }
        now = isRelative ? now + fields.time : fields.time
        guard RecordedTime.isPossible(now) else {
            throw .init(line: number, reason: "a time of \(now) seconds is not possible")
        }
        if let event = try Self.event(fields, number) { events.append(Timed(now, event)) }
    }

    /// Nil for a kind of event that this version does not know: the format allows new ones.
    private static func event(_ fields: Fields, _ number: Int) throws(CastReader.Failure) -> CastEvent? {
        switch fields.code {
        case "o": return .output(fields.data)
        case "i": return .input(fields.data)
        case "m": return .marker(fields.data)
        case "r":
            let sides = fields.data.split(separator: "x").map { Int($0) }
            guard sides.count == 2, let width = sides[0], let height = sides[1], CastReader.isSize(width, height) else {
                throw .init(line: number, reason: "expected a size such as 80x24, not \(fields.data.prefix(40))")
            }
            return .resize(width: width, height: height)
        default: return nil
        }
    }

    private struct Fields {
        let time: Double
        let code: String
        /// Empty for what an unknown kind of event carries.
        let data: String

        /// Nil for what is not an event.
        init?(_ json: JSON) {
            guard let values = json.elements, values.count >= 2, let time = values[0].double,
                let code = values[1].string
            else { return nil }
            self.time = time
            self.code = code
            guard ["o", "i", "m", "r"].contains(code) else {
                data = ""
                return
            }
            guard values.count >= 3, let text = values[2].string else { return nil }
            data = text
        }
    }
}
