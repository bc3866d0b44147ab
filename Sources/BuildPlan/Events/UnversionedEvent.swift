internal import ImageFormat

/// The format of the event stream before it had a version. It is read so that old recordings and journals replay.
///
///     {"time":0.25,"event":{"stepStarted":{"_0":3}}}
///
/// An enumeration was an object with one member, named after the case; a value without a label was called `_0`.
enum UnversionedEvent {
    /// The line in the format of version 1.
    static func upgraded(_ line: JSON) throws(EventLineError) -> JSON {
        guard let time = line["time"], let event = line["event"]?.only else { throw .notAnEvent }
        return .object([JSON.Member("event", .string(event.name)), JSON.Member("time", time)] + members(of: event))
    }

    private static func members(of event: JSON.Member) -> [JSON.Member] {
        let payload = event.value["_0"]
        switch event.name {
        case "stepStarted": return .present(["step": payload])
        case "finished": return payload.map { choice($0, named: "result") } ?? []
        case "stepFinished": return (payload?.members ?? []).flatMap(memberOfFinish)
        case "planned": return (payload?.members ?? []).map(memberOfPlan)
        default: return payload?.members ?? []
        }
    }

    private static func memberOfFinish(_ member: JSON.Member) -> [JSON.Member] {
        switch member.name {
        case "outcome": choice(member.value, named: "outcome")
        case "miss" where member.value != .null:
            [JSON.Member("miss", .object(choice(member.value, named: "cause").map(memberOfMiss)))]
        default: [member]
        }
    }

    private static func memberOfMiss(_ member: JSON.Member) -> JSON.Member {
        guard member.name == "files", let files = member.value.elements else { return member }
        return JSON.Member("files", .array(files.map(file)))
    }

    private static func file(_ change: JSON) -> JSON {
        guard let kind = change["kind"] else { return change }
        return .object(.present(["path": change["path"]]) + choice(kind, named: "change"))
    }

    private static func memberOfPlan(_ member: JSON.Member) -> JSON.Member {
        guard member.name == "steps", let steps = member.value.elements else { return member }
        return JSON.Member(
            "steps", .array(steps.map { step in .object((step.members ?? []).map { renamed($0, ["id": "step"]) }) }))
    }

    /// The case and its values as members of one object. The value `_0` gets the name that it has in version 1.
    private static func choice(_ json: JSON, named name: String) -> [JSON.Member] {
        guard let chosen = json.only else { return [] }
        var names = ["_0": newName[chosen.name] ?? "step"]
        if chosen.name == "failed", name == "outcome" { names["_0"] = "failure" }
        if chosen.name == "stopped" { names["image"] = "imageID" }
        let values = chosen.value.members ?? []
        return [JSON.Member(name, .string(chosen.name))] + values.map { renamed($0, names) }
    }

    /// The name of `_0` in version 1 by case; in all other cases it is `step`.
    private static let newName = [
        "succeeded": "image", "refused": "refusals", "filesChanged": "files", "instructionRemoved": "text",
    ]

    private static func renamed(_ member: JSON.Member, _ names: [String: String]) -> JSON.Member {
        JSON.Member(names[member.name] ?? member.name, member.value)
    }
}

extension JSON {
    /// The member of an object that has exactly one.
    fileprivate var only: Member? { members.flatMap { $0.count == 1 ? $0.first : nil } }
}
