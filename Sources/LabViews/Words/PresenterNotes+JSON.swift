public import ImageFormat

/// The notes as a line to the second terminal.
extension PresenterNotes {
    public var json: JSON {
        .object([
            "lesson": .string(lesson),
            "step": .integer(Int64(step)),
            "steps": .integer(Int64(steps)),
            "title": .string(title),
            "goal": .string(goal),
            "notes": .string(notes),
            "action": .string(action),
            "position": .integer(Int64(position)),
            "actions": .integer(Int64(actions)),
            "isDriving": .bool(isDriving),
            "finishes": .string(finishes),
            "checks": .strings(checks),
            "commands": .strings(commands),
            "minutes": minutes.map(JSON.number),
            "minutesInAll": .number(minutesInAll),
            "elapsed": .number(elapsed),
            "stepElapsed": .number(stepElapsed),
        ])
    }

    /// A member that is not there, or is of another kind, is as in notes about nothing.
    public init(json: JSON) {
        self.init()
        lesson = json["lesson"]?.string ?? ""
        step = json["step"]?.int ?? 0
        steps = json["steps"]?.int ?? 0
        title = json["title"]?.string ?? ""
        goal = json["goal"]?.string ?? ""
        notes = json["notes"]?.string ?? ""
        action = json["action"]?.string ?? ""
        position = json["position"]?.int ?? 0
        actions = json["actions"]?.int ?? 0
        isDriving = json["isDriving"]?.bool ?? true
        finishes = json["finishes"]?.string ?? ""
        checks = json["checks"]?.strings ?? []
        commands = json["commands"]?.strings ?? []
        minutes = json["minutes"]?.double
        minutesInAll = json["minutesInAll"]?.double ?? 0
        elapsed = json["elapsed"]?.double ?? 0
        stepElapsed = json["stepElapsed"]?.double ?? 0
    }
}
