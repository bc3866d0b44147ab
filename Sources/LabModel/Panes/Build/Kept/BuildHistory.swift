public import BuildPlan

/// The kept builds of the learner's folder, the last one first.
public struct BuildHistory: Equatable, Sendable {
    /// Nil until the answer comes.
    public private(set) var rows: [KeptBuildRow]?
    public internal(set) var list = ListPosition()
    /// The question for the list.
    let question: RunID
    /// The question for a build that is about to be shown.
    var opening: RunID?
    /// Why the build that was chosen last cannot be shown.
    public internal(set) var failure: String?

    init(question: RunID) { self.question = question }

    /// The build under the selection.
    public var selected: KeptBuildRow? {
        guard let rows, rows.indices.contains(list.selected) else { return nil }
        return rows[list.selected]
    }

    /// Takes the list; one that was not asked for changes nothing.
    mutating func take(_ rows: [KeptBuildRow], of question: RunID) {
        guard question == self.question else { return }
        self.rows = rows
        list.fit(count: rows.count)
    }
}

/// A kept build in the list.
public struct KeptBuildRow: Equatable, Sendable {
    public let build: KeptBuild
    /// Seconds since it began, when the list was read; nil where its beginning is lost.
    public let age: Double?

    public init(_ build: KeptBuild, age: Double?) {
        self.build = build
        self.age = age
    }
}
