internal import ImageFormat

// The format of `--progress rawjson`, version 1. `Formats/build-events.md` describes it for the authors of other
// programs, and a test compares what is written here with `Formats/build-events-1.schema.json`.
//
// A line is one object whose members stand side by side:
//
//     {"v":1,"event":"stepStarted","time":0.25,"step":3}
//
// Writing and reading of each event are next to each other below. They are written by hand because the first use of
// `JSONEncoder` makes the runtime look up thousands of conformances, which takes longer than a build from the cache.

/// Why a line is not an event of a build.
public enum EventLineError: Error, Equatable, Sendable {
    /// The line has more bytes than an event can have.
    case tooLong(limit: Int)
    /// The line is not the JSON of an event.
    case notAnEvent
    /// A time, a size or a position is out of the range that a build can have.
    case impossibleNumber
    /// The line has a later version of the format than this program reads.
    case newerVersion(Int64)
}

extension TimedBuildEvent {
    /// The version of the format that is written. Older streams, which have no version, can still be read.
    public static let formatVersion = 1

    /// The most bytes of one line. A piece of a step's output has at most 64 KiB; a plan is as long as its Dockerfile.
    public static let lineLimit = 16 << 20

    /// The event as a line of the stream, without its newline.
    public var line: [UInt8] { json.encoded() }

    private var json: JSON {
        let head = [
            JSON.Member("v", .count(Self.formatVersion)), JSON.Member("event", .string(event.name)),
            JSON.Member("time", .seconds(time)),
        ]
        return .object(head + event.members)
    }

    /// Reads a line of an event stream, without its newline. The line may come from any program, so it is checked.
    public init(line: some Collection<UInt8>) throws(EventLineError) {
        guard line.count <= Self.lineLimit else { throw .tooLong(limit: Self.lineLimit) }
        guard let json = try? JSON(parsing: Array(line), limits: JSONLimits(bytes: Self.lineLimit)) else {
            throw .notAnEvent
        }
        try self.init(fields: try EventFields(versioned: json))
        guard isPossible else { throw .impossibleNumber }
    }

    private init(fields: EventFields) throws(EventLineError) {
        self.init(time: try fields.seconds("time"), event: try BuildEvent(fields: fields))
    }

    /// Whether a line is a piece of a step's output, in the format of this version or of any earlier one.
    public static func isLog(line: some Collection<UInt8>) -> Bool {
        let beginning = String(decoding: line.prefix(80), as: UTF8.self)
        return beginning.contains(#""event":"stepLog""#) || beginning.contains(#""event":{"stepLog""#)
    }
}

extension EventFields {
    /// The members of a line of this version, or of a line from before there were versions.
    fileprivate init(versioned json: JSON) throws(EventLineError) {
        guard let version = json["v"] else {
            self.init(json: try UnversionedEvent.upgraded(json))
            return
        }
        guard let version = version.integer, version >= 1 else { throw .notAnEvent }
        guard version <= TimedBuildEvent.formatVersion else { throw .newerVersion(version) }
        self.init(json: json)
    }
}

extension BuildEvent {
    fileprivate var name: String {
        switch self {
        case .started: "started"
        case .planned: "planned"
        case .contextRead: "contextRead"
        case .stepStarted: "stepStarted"
        case .stepProgress: "stepProgress"
        case .stepLog: "stepLog"
        case .stepFinished: "stepFinished"
        case .warning: "warning"
        case .finished: "finished"
        }
    }

    fileprivate var members: [JSON.Member] {
        switch self {
        case .started(let start): start.members
        case .planned(let outline): outline.members
        case .contextRead(let summary): summary.members
        case .stepStarted(let step): .present(["step": .step(step)])
        case .stepProgress(let progress): progress.members
        case .stepLog(let log): log.members
        case .stepFinished(let finish): finish.members
        case .warning(let warning): warning.members
        case .finished(let result): result.members
        }
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        switch try fields.text("event") {
        case "started": self = .started(try BuildStart(fields: fields))
        case "planned": self = .planned(try BuildOutline(fields: fields))
        case "contextRead": self = .contextRead(try ContextSummary(fields: fields))
        case "stepStarted": self = .stepStarted(try fields.step("step"))
        case "stepProgress": self = .stepProgress(try StepProgress(fields: fields))
        case "stepLog": self = .stepLog(try StepLog(fields: fields))
        case "stepFinished": self = .stepFinished(try StepFinish(fields: fields))
        case "warning": self = .warning(try BuildWarning(fields: fields))
        case "finished": self = .finished(try BuildResult(fields: fields))
        default: throw .notAnEvent
        }
    }
}

extension BuildStart {
    fileprivate var members: [JSON.Member] {
        .present([
            "buildID": .string(buildID), "dockerfile": .string(dockerfile), "context": .string(context),
            "folder": folder.map(JSON.string), "tags": .strings(tags), "wallClock": .seconds(wallClock),
        ])
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        self.init(
            buildID: try fields.text("buildID"), dockerfile: try fields.text("dockerfile"),
            context: try fields.text("context"), folder: try fields.text(ifAny: "folder"),
            tags: try fields.texts("tags"),
            wallClock: try fields.seconds("wallClock"))
    }
}

extension BuildOutline {
    fileprivate var members: [JSON.Member] {
        .present([
            "stages": .array(stages.map { .object($0.members) }), "steps": .array(steps.map { .object($0.members) }),
        ])
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        self.init(
            stages: try fields.list("stages") { item throws(EventLineError) in try StageOutline(fields: item) },
            steps: try fields.list("steps") { item throws(EventLineError) in try StepOutline(fields: item) })
    }
}

extension StageOutline {
    fileprivate var members: [JSON.Member] {
        .present([
            "index": .count(index), "name": name.map(JSON.string), "base": .string(base), "isNeeded": .bool(isNeeded),
        ])
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        self.init(
            index: try fields.count("index"), name: try fields.text(ifAny: "name"), base: try fields.text("base"),
            isNeeded: try fields.bool("isNeeded"))
    }
}

extension StepOutline {
    fileprivate var members: [JSON.Member] {
        .present([
            "step": .step(id), "stage": .count(stage), "keyword": .string(keyword), "text": .string(text),
            "firstLine": .count(firstLine), "lastLine": .count(lastLine), "ordinal": .count(ordinal),
            "stageStepCount": .count(stageStepCount),
        ])
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        self.init(
            id: try fields.step("step"), stage: try fields.count("stage"), keyword: try fields.text("keyword"),
            text: try fields.text("text"), firstLine: try fields.count("firstLine"),
            lastLine: try fields.count("lastLine"), ordinal: try fields.count("ordinal"),
            stageStepCount: try fields.count("stageStepCount"))
    }
}

extension ContextSummary {
    fileprivate var members: [JSON.Member] { .present(["files": .count(files), "bytes": .integer(bytes)]) }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        self.init(files: try fields.count("files"), bytes: try fields.integer("bytes"))
    }
}

extension StepProgress {
    fileprivate var members: [JSON.Member] {
        .present([
            "step": .step(step), "activity": .string(activity), "completed": .integer(completed),
            "total": total.map(JSON.integer), "unit": .string(unit),
        ])
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        self.init(
            step: try fields.step("step"), activity: try fields.text("activity"),
            completed: try fields.integer("completed"), total: try fields.integer(ifAny: "total"),
            unit: try fields.text("unit"))
    }
}

extension StepLog {
    fileprivate var members: [JSON.Member] {
        .present(["step": .step(step), "stream": .string(stream.rawValue), "text": .string(text)])
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        guard let stream = Stream(rawValue: try fields.text("stream")) else { throw .notAnEvent }
        self.init(step: try fields.step("step"), stream: stream, text: try fields.text("text"))
    }
}

extension BuildWarning {
    fileprivate var members: [JSON.Member] {
        .present(["rule": .string(rule), "message": .string(message), "line": line.map(JSON.count)])
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        self.init(
            rule: try fields.text("rule"), message: try fields.text("message"), line: try fields.count(ifAny: "line"))
    }
}
