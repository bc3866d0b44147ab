internal import ImageFormat

// The members of `stepFinished` and `finished`, which say how steps and builds end: how they are written and read.

extension StepFinish {
    var members: [JSON.Member] {
        .present(["step": .step(step)]) + outcome.members
            + .present([
                "duration": .seconds(duration), "miss": miss.map { .object($0.members) },
                "layerBytes": layerBytes.map(JSON.integer), "diffID": diffID.map(JSON.string),
                "note": note.map(JSON.string),
            ])
    }

    init(fields: EventFields) throws(EventLineError) {
        self.init(
            step: try fields.step("step"), outcome: try StepOutcome(fields: fields),
            duration: try fields.seconds("duration"),
            miss: try fields.object(ifAny: "miss").map { fields throws(EventLineError) in try MissCause(fields: fields)
            },
            layerBytes: try fields.integer(ifAny: "layerBytes"), diffID: try fields.text(ifAny: "diffID"),
            note: try fields.text(ifAny: "note"))
    }
}

extension StepOutcome {
    fileprivate var members: [JSON.Member] {
        switch self {
        case .cached(let saved): .present(["outcome": .string("cached"), "saved": .seconds(saved)])
        case .done: .present(["outcome": .string("done")])
        case .failed(let failure): .present(["outcome": .string("failed"), "failure": .object(failure.members)])
        case .skipped: .present(["outcome": .string("skipped")])
        case .cancelled: .present(["outcome": .string("cancelled")])
        }
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        switch try fields.text("outcome") {
        case "cached": self = .cached(saved: try fields.seconds("saved"))
        case "done": self = .done
        case "failed": self = .failed(try StepFailure(fields: fields.object("failure")))
        case "skipped": self = .skipped
        case "cancelled": self = .cancelled
        default: throw .notAnEvent
        }
    }
}

extension StepFailure {
    fileprivate var members: [JSON.Member] {
        .present([
            "message": .string(message), "advice": advice.map(JSON.string), "location": .string(location),
            "exitStatus": exitStatus.map { .integer(Int64($0)) },
        ])
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        let status = try fields.integer(ifAny: "exitStatus")
        let exitStatus = status.flatMap(Int32.init(exactly:))
        guard (status == nil) == (exitStatus == nil) else { throw .impossibleNumber }
        self.init(
            message: try fields.text("message"), advice: try fields.text(ifAny: "advice"),
            location: try fields.text("location"), exitStatus: exitStatus)
    }
}

extension BuildResult {
    var members: [JSON.Member] {
        switch self {
        case .succeeded(let image): .present(["result": .string("succeeded"), "image": .object(image.members)])
        case .stopped(let step, let image):
            .present(["result": .string("stopped"), "before": .step(step), "imageID": .string(image)])
        case .failed(let step): .present(["result": .string("failed"), "step": .step(step)])
        case .refused(let refusals):
            .present(["result": .string("refused"), "refusals": .array(refusals.map { .object($0.members) })])
        case .cancelled: .present(["result": .string("cancelled")])
        }
    }

    init(fields: EventFields) throws(EventLineError) {
        switch try fields.text("result") {
        case "succeeded": self = .succeeded(try BuiltImage(fields: fields.object("image")))
        case "stopped": self = .stopped(before: try fields.step("before"), image: try fields.text("imageID"))
        case "failed": self = .failed(try fields.step("step"))
        case "refused":
            self = .refused(
                try fields.list("refusals") { item throws(EventLineError) in try Refusal(fields: item) })
        case "cancelled": self = .cancelled
        default: throw .notAnEvent
        }
    }
}

extension Refusal {
    fileprivate var members: [JSON.Member] {
        .present([
            "location": location.map(JSON.string), "message": .string(message), "advice": advice.map(JSON.string),
        ])
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        self.init(
            location: try fields.text(ifAny: "location"), message: try fields.text("message"),
            advice: try fields.text(ifAny: "advice"))
    }
}

extension BuiltImage {
    fileprivate var members: [JSON.Member] {
        .present([
            "imageID": .string(imageID), "tags": .strings(tags), "size": .integer(size), "hits": .count(hits),
            "executed": .count(executed), "secondsSaved": .seconds(secondsSaved),
        ])
    }

    fileprivate init(fields: EventFields) throws(EventLineError) {
        self.init(
            imageID: try fields.text("imageID"), tags: try fields.texts("tags"), size: try fields.integer("size"),
            hits: try fields.count("hits"), executed: try fields.count("executed"),
            secondsSaved: try fields.seconds("secondsSaved"))
    }
}
