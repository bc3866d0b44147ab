internal import ImageFormat

/// One of the two Dockerfiles in a race.
public enum RaceSide: String, CaseIterable, Sendable {
    case first = "A"
    case second = "B"
}

/// Which of its two builds a Dockerfile is at.
public enum RaceLap: String, Sendable {
    /// The first build, which fills the cache and is not timed.
    case warmUp
    /// The second build, after the edit, which is timed.
    case race
}

/// An event of one of the builds of a race.
///
/// `slipway race --progress rawjson` writes one in each line, around the event as `build` writes it:
///
///     {"v":1,"side":"A","lap":"race","event":{"v":1,"event":"stepStarted","time":0.25,"step":3}}
public struct RaceEvent: Equatable, Sendable {
    public let side: RaceSide
    public let lap: RaceLap
    public let build: TimedBuildEvent

    public init(side: RaceSide, lap: RaceLap, build: TimedBuildEvent) {
        self.side = side
        self.lap = lap
        self.build = build
    }

    /// The event as a line of the stream, without its newline.
    public var line: [UInt8] {
        let head = #"{"v":1,"side":"\#(side.rawValue)","lap":"\#(lap.rawValue)","event":"#
        return Array(head.utf8) + build.line + [UInt8(ascii: "}")]
    }

    /// The most bytes that a line has besides the event of the build.
    private static let frame = 200

    /// Reads a line of the stream, without its newline.
    public init(line: some Collection<UInt8>) throws(EventLineError) {
        let limit = TimedBuildEvent.lineLimit + Self.frame
        guard line.count <= limit else { throw .tooLong(limit: limit) }
        guard let json = try? JSON(parsing: Array(line), limits: JSONLimits(bytes: limit)),
            let version = json["v"]?.integer, version >= 1
        else { throw .notAnEvent }
        guard version == 1 else { throw .newerVersion(version) }
        guard let side = json["side"]?.string.flatMap(RaceSide.init(rawValue:)),
            let lap = json["lap"]?.string.flatMap(RaceLap.init(rawValue:)), let event = json["event"]
        else { throw .notAnEvent }
        self.init(side: side, lap: lap, build: try TimedBuildEvent(line: event.encoded()))
    }
}
