internal import BuildPlan
public import CommandLines
public import Forecast
internal import LessonFormat

/// A question to the builder: what would it do about these texts, saved or not?
public struct ForecastQuestion: Equatable, Sendable {
    /// The build that F5 would start.
    public let line: BuildCommandLine
    /// The texts that are not on the disk as they are in the editor, by their path in the learner's folder.
    public let unsaved: [String: [UInt8]]

    public init(line: BuildCommandLine, unsaved: [String: [UInt8]]) {
        self.line = line
        self.unsaved = unsaved
    }
}

/// What a build would do now, as far as it was asked and answered. It is a forecast, and never shown as a result.
public struct Foresight: Equatable, Sendable {
    /// What the last question was about; the texts by their versions, because they are compared after every event.
    struct Subject: Equatable, Sendable {
        var versions: [String: Int]
        var dirty: Set<String>
        /// Goes up when files or images may have become others in a way that no version shows.
        var occasion: Int
    }

    /// Whether the lab asks for forecasts at all.
    var isOn = false
    var occasion = 0
    private var subject: Subject?
    private var question: RunID?
    /// The last answer; it stays while the next one is worked out.
    public private(set) var forecast: BuildForecast?
    /// Whether what was built last and what would be built now may be two things.
    public private(set) var isNews = false
    /// Whether a build's result has been shown; before that there is nothing else to show than a forecast.
    private var hasResult = false
    /// What was foreseen when the build began that runs, or ran last.
    private var promised: BuildForecast?

    /// Takes note of what a question would be about now.
    ///
    /// - Returns: whether it is to be asked.
    mutating func turn(to now: Subject) -> Bool {
        guard isOn, now != subject else { return false }
        // The first look, and a file that is read for the first time, are no change by the learner.
        let isChanged = subject.map { last in last.versions.contains { now.versions[$0.key] ?? $0.value != $0.value } }
        isNews = isNews || isChanged ?? !hasResult
        subject = now
        return true
    }

    mutating func ask(as run: RunID) { question = run }

    mutating func take(_ answer: BuildForecast, to run: RunID) {
        guard run == question else { return }
        question = nil
        forecast = answer
    }

    /// A build begins. What was foreseen is held against it, where nothing is still being worked out.
    mutating func buildBegan() { promised = question == nil ? forecast : nil }

    /// A build has ended: the result takes the forecast's place until something changes.
    ///
    /// - Returns: the first step that came otherwise than was foreseen.
    mutating func buildEnded(_ ends: [StepFinish], isWhole: Bool) -> ForecastDifference? {
        resultShown()
        defer { promised = nil }
        return isWhole ? promised?.differences(from: ends).first : nil
    }

    /// A build's result is shown, until something changes.
    mutating func resultShown() {
        isNews = false
        hasResult = true
        occasion += 1
    }

    /// What is foreseen of the instruction that begins in each line, from 1.
    public var byLine: [Int: StepForecast] {
        let lines = (forecast?.steps ?? []).map { ($0.outline.firstLine, $0.forecast) }
        return Dictionary(lines, uniquingKeysWith: { first, _ in first })
    }
}
