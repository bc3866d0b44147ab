public import ImageFormat

/// The stream as JSON, written by hand: `JSONEncoder` has the runtime look for thousands of conformances at its first
/// use, which takes longer than a whole build out of the cache. What it writes is what `Codable` reads.
extension TimedBuildEvent {
    public var json: JSON { .object(["time": .seconds(time), "event": event.json]) }
}

extension BuildEvent {
    fileprivate var json: JSON {
        switch self {
        case .started(let start): .payload("started", start.json)
        case .planned(let outline): .payload("planned", outline.json)
        case .contextRead(let summary):
            .payload("contextRead", .object(["files": .count(summary.files), "bytes": .integer(summary.bytes)]))
        case .stepStarted(let step): .payload("stepStarted", step.json)
        case .stepProgress(let progress): .payload("stepProgress", progress.json)
        case .stepLog(let log):
            .payload(
                "stepLog",
                .object(["step": log.step.json, "stream": .string(log.stream.rawValue), "text": .string(log.text)]))
        case .stepFinished(let finish): .payload("stepFinished", finish.json)
        case .warning(let warning):
            .payload(
                "warning",
                .object([
                    "rule": .string(warning.rule), "message": .string(warning.message),
                    "line": warning.line.map(JSON.count),
                ]))
        case .finished(let result): .payload("finished", result.json)
        }
    }
}

extension JSON {
    fileprivate static func count(_ number: Int) -> JSON { .integer(Int64(number)) }

    /// Seconds; what is no number is 0, as JSON has no word for it.
    fileprivate static func seconds(_ number: Double) -> JSON { .number(number.isFinite ? number : 0) }

    /// A case of an enumeration with one value without a name.
    fileprivate static func payload(_ name: String, _ value: JSON) -> JSON { choice(name, ["_0": value]) }

    /// A case of an enumeration with its named values.
    fileprivate static func choice(_ name: String, _ values: KeyValuePairs<String, JSON?> = [:]) -> JSON {
        .object([Member(name, .object(values))])
    }
}

extension StepID {
    fileprivate var json: JSON { .count(index) }
}

extension BuildStart {
    fileprivate var json: JSON {
        .object([
            "buildID": .string(buildID), "dockerfile": .string(dockerfile), "context": .string(context),
            "tags": .strings(tags), "wallClock": .seconds(wallClock),
        ])
    }
}

extension BuildOutline {
    fileprivate var json: JSON {
        .object(["stages": .array(stages.map(\.json)), "steps": .array(steps.map(\.json))])
    }
}

extension StageOutline {
    fileprivate var json: JSON {
        .object([
            "index": .count(index), "name": name.map(JSON.string), "base": .string(base), "isNeeded": .bool(isNeeded),
        ])
    }
}

extension StepOutline {
    fileprivate var json: JSON {
        .object([
            "id": id.json, "stage": .count(stage), "keyword": .string(keyword), "text": .string(text),
            "firstLine": .count(firstLine), "lastLine": .count(lastLine), "ordinal": .count(ordinal),
            "stageStepCount": .count(stageStepCount),
        ])
    }
}

extension StepProgress {
    fileprivate var json: JSON {
        .object([
            "step": step.json, "activity": .string(activity), "completed": .integer(completed),
            "total": total.map(JSON.integer), "unit": .string(unit),
        ])
    }
}

extension StepFinish {
    fileprivate var json: JSON {
        .object([
            "step": step.json, "outcome": outcome.json, "duration": .seconds(duration), "miss": miss?.json,
            "layerBytes": layerBytes.map(JSON.integer), "diffID": diffID.map(JSON.string),
            "note": note.map(JSON.string),
        ])
    }
}

extension StepOutcome {
    fileprivate var json: JSON {
        switch self {
        case .cached(let saved): .choice("cached", ["saved": .seconds(saved)])
        case .done: .choice("done")
        case .failed(let failure):
            .payload(
                "failed",
                .object([
                    "message": .string(failure.message), "advice": failure.advice.map(JSON.string),
                    "location": .string(failure.location),
                    "exitStatus": failure.exitStatus.map { .integer(Int64($0)) },
                ]))
        case .skipped: .choice("skipped")
        case .cancelled: .choice("cancelled")
        }
    }
}

extension BuildResult {
    fileprivate var json: JSON {
        switch self {
        case .succeeded(let image): .payload("succeeded", image.json)
        case .stopped(let step, let image):
            .choice("stopped", ["before": step.json, "image": .string(image)])
        case .failed(let step): .payload("failed", step.json)
        case .refused(let refusals):
            .payload(
                "refused",
                .array(
                    refusals.map {
                        .object([
                            "location": $0.location.map(JSON.string), "message": .string($0.message),
                            "advice": $0.advice.map(JSON.string),
                        ])
                    }))
        case .cancelled: .choice("cancelled")
        }
    }
}

extension BuiltImage {
    fileprivate var json: JSON {
        .object([
            "imageID": .string(imageID), "tags": .strings(tags), "size": .integer(size), "hits": .count(hits),
            "executed": .count(executed), "secondsSaved": .seconds(secondsSaved),
        ])
    }
}

extension MissCause {
    fileprivate var json: JSON {
        switch self {
        case .neverBuilt: .choice("neverBuilt")
        case .instructionChanged(let old, let new):
            .choice("instructionChanged", ["old": .string(old), "new": .string(new)])
        case .instructionAdded: .choice("instructionAdded")
        case .instructionRemoved(let text): .payload("instructionRemoved", .string(text))
        case .orderChanged(let below): .choice("orderChanged", ["below": .string(below)])
        case .filesChanged(let files):
            .payload(
                "filesChanged", .array(files.map { .object(["path": .string($0.path), "kind": $0.kind.json]) }))
        case .baseImageChanged(let reference, let old, let new):
            .choice(
                "baseImageChanged", ["reference": .string(reference), "old": .string(old), "new": .string(new)])
        case .argumentChanged(let name, let old, let new):
            .choice(
                "argumentChanged",
                ["name": .string(name), "old": old.map(JSON.string), "new": new.map(JSON.string)])
        case .followsFrom(let step): .payload("followsFrom", step.json)
        case .cacheDisabled: .choice("cacheDisabled")
        case .layerLost: .choice("layerLost")
        }
    }
}

extension FileChange.Kind {
    fileprivate var json: JSON {
        switch self {
        case .added: .choice("added")
        case .removed: .choice("removed")
        case .renamed(let from): .choice("renamed", ["from": .string(from)])
        case .text(let line, let old, let new):
            .choice("text", ["line": .count(line), "old": old.map(JSON.string), "new": new.map(JSON.string)])
        case .content: .choice("content")
        case .mode(let old, let new):
            .choice("mode", ["old": .integer(Int64(old)), "new": .integer(Int64(new))])
        case .owner(let old, let new): .choice("owner", ["old": .string(old), "new": .string(new)])
        case .type(let old, let new): .choice("type", ["old": .string(old), "new": .string(new)])
        case .linkTarget(let old, let new): .choice("linkTarget", ["old": .string(old), "new": .string(new)])
        case .extendedAttributes: .choice("extendedAttributes")
        }
    }
}
