public import ImageFormat

/// Progress as its file has it.
extension Progress {
    public var json: JSON {
        let members = lessons.sorted { $0.key < $1.key }.map { JSON.Member($0.key, $0.value.json) }
        return .object(["lessons": .object(members)])
    }

    /// Leaves out what cannot be understood: then a learner loses the place in one lesson, and not in all.
    public init(json: JSON) {
        self.init()
        for member in json["lessons"]?.members ?? [] {
            lessons[member.name] = LessonProgress(json: member.value).bounded
        }
    }
}

extension LessonProgress {
    fileprivate var json: JSON {
        .object([
            "answers": .numbers(answers), "caught_up": caughtUp.map(\.json), "hints": .numbers(hints),
            "opened": opening.map(\.json),
            "passed": .strings(passed.sorted()), "step": step.map(JSON.string), "view": view.map(\.json),
        ])
    }

    fileprivate init(json: JSON) {
        self.init()
        step = json["step"]?.string
        if let opened = json["opened"], let step = opened["step"]?.string, let at = opened["at"]?.double, at.isFinite {
            opening = StepOpening(step: step, at: at)
        }
        caughtUp = json["caught_up"].flatMap { CaughtUp(json: $0) }
        passed = Set(json["passed"]?.strings ?? [])
        hints = json["hints"]?.numbers ?? [:]
        answers = json["answers"]?.numbers ?? [:]
        view = json["view"].flatMap { LabView(json: $0) }
    }
}

extension StepOpening {
    fileprivate var json: JSON { .object(["at": .number(at), "step": .string(step)]) }
}

extension CaughtUp {
    fileprivate var json: JSON {
        .object(["build": build.map(JSON.string), "steps": .strings(steps.sorted())])
    }

    fileprivate init?(json: JSON) {
        guard let steps = json["steps"]?.strings else { return nil }
        self.init(steps: Set(steps), build: json["build"]?.string)
    }
}

extension LabView {
    fileprivate var json: JSON {
        .object([
            "file": file.map(JSON.string), "focus": .string(focus), "lower": .string(lower),
            "workspace": workspace.map(JSON.string),
        ])
    }

    fileprivate init?(json: JSON) {
        guard let focus = json["focus"]?.string, let lower = json["lower"]?.string else { return nil }
        self.init(
            focus: focus, lower: lower, file: json["file"]?.string, workspace: json["workspace"]?.string)
    }
}

extension JSON {
    fileprivate static func numbers(_ values: [String: Int]) -> JSON {
        .object(values.sorted { $0.key < $1.key }.map { Member($0.key, .integer(Int64($0.value))) })
    }

    fileprivate var numbers: [String: Int] {
        Dictionary((members ?? []).compactMap { member in member.value.int.map { (member.name, $0) } }) { $1 }
    }
}
