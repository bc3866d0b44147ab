internal import Clocks
internal import Files
internal import ImageFormat

/// What a rehearsal stood on, what it made, and what came of it. As long as the first two are still the same, there is
/// nothing to rehearse. Only a rehearsal in which every step has passed has one.
struct RehearsalStamp: Equatable {
    var ground: RehearsalGround
    var made: PreparedMarks
    /// Seconds since 1970.
    var time: Int64
    /// What the report says of the wheels.
    var wheels: String
    /// How long each step took, in seconds.
    var seconds: [Double]

    /// The day of the rehearsal, such as `2026-11-28`.
    var day: String { String(Timestamp.text(seconds: time).prefix { $0 != "T" }) }

    /// The file's name in the folder of a preparation.
    static let fileName = "rehearsal.json"
    private static let format = "slipway-rehearsal/1"

    init(ground: RehearsalGround, made: PreparedMarks, time: Int64, wheels: String, seconds: [Double]) {
        self.ground = ground
        self.made = made
        self.time = time
        self.wheels = wheels
        self.seconds = seconds
    }

    // MARK: On the disk

    /// Nil where there is none, or one that cannot be understood.
    init?(in folder: String) {
        guard let bytes = try? WholeFile.read(folder + "/" + Self.fileName), let json = try? JSON(parsing: bytes),
            json["format"]?.string == Self.format, let lesson = json["lesson"]?.string,
            let program = json["program"]?.string, let system = json["system"]?.string,
            let states = json["states"]?.string, let time = json["time"]?.integer, let found = json["found"]?.string,
            let seconds = json["seconds"]?.elements, let images = Self.strings(json["images"]),
            let layers = Self.strings(json["layers"]), let wheels = Self.strings(json["wheels"]),
            let registries = Self.strings(json["registries"])
        else { return nil }
        self.init(
            ground: RehearsalGround(lesson: lesson, program: program, system: system, images: images),
            made: PreparedMarks(states: states, layers: layers, wheels: wheels, registries: registries),
            time: time, wheels: found, seconds: seconds.compactMap(\.double))
    }

    /// Writes it into the folder of a preparation.
    func keep(in folder: String) throws(FileError) {
        try WholeFile.replace(folder + "/" + Self.fileName, with: encoded)
    }

    private var encoded: [UInt8] {
        JSON.object([
            "format": .string(Self.format), "lesson": .string(ground.lesson), "program": .string(ground.program),
            "system": .string(ground.system), "images": .strings(ground.images), "states": .string(made.states),
            "layers": .strings(made.layers), "wheels": .strings(made.wheels), "registries": .strings(made.registries),
            "time": .integer(time), "found": .string(wheels), "seconds": .array(seconds.map(JSON.number)),
        ]).encoded()
    }

    private static func strings(_ json: JSON?) -> [String: String]? {
        guard let members = json?.members else { return nil }
        let pairs = members.compactMap { member in member.value.string.map { (member.name, $0) } }
        return pairs.count == members.count ? Dictionary(pairs) { _, last in last } : nil
    }
}
