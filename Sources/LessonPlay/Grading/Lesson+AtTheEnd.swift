internal import LessonFormat

extension Check {
    /// Whether it is about what happened at its step, of which nothing needs to be left later: the last build, a guess,
    /// what runs.
    var isOfTheMoment: Bool {
        switch kind {
        case .build, .predict, .container, .http: true
        case .folder, .file, .dockerfile, .image, .command, .quiz: false
        }
    }

    /// Whether it is about an answer or a guess of the learner's.
    var isAnswered: Bool {
        switch kind {
        case .quiz, .predict: true
        case .folder, .file, .dockerfile, .image, .build, .container, .http, .command: false
        }
    }

    /// Whether it is about where the layers of a build came from: that depends on what was built before, by whomever.
    var isAboutCache: Bool {
        switch kind {
        case .build(.cached), .build(.executed), .build(.changed), .build(.hitsAtLeast), .predict: true
        case .build(.succeeded), .build(.failed): false
        case .folder, .file, .dockerfile, .image, .container, .http, .command, .quiz: false
        }
    }

    /// Whether it looks at a container that runs.
    var isAboutWhatRuns: Bool {
        switch kind {
        case .container, .http: true
        case .folder, .file, .dockerfile, .image, .build, .predict, .command, .quiz: false
        }
    }
}

extension Lesson {
    /// Why a check says nothing of a lesson that is looked at as a whole, when all of it is done; nil where it does.
    ///
    /// - Parameter isPlayed: whether each step's builds and containers are made again before it is judged.
    func whyLeftOut(_ check: Check, ofStep index: Int, isPlayed: Bool) -> String? {
        guard index < steps.count - 1 else { return nil }
        if let end = check.until {
            return "it holds until the step \(steps.first { $0.id == end }?.title ?? end)"
        }
        guard check.isOfTheMoment, !(isPlayed && check.isAboutWhatRuns) else { return nil }
        return "it is judged while you are at the step: slipway check --step \(index + 1)"
    }
}
