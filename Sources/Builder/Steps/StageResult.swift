internal import BuildPlan
internal import ImageFormat
internal import ImageStore

/// The result of a stage, or of its steps so far.
struct StageResult {
    var state: StageState
    var history: [HistoryEntry]
    var layers: [Layer]
    /// Stands for the whole of the stage in the keys of what builds on it.
    var key: Digest
    var memory: StageMemory
    /// The first step that missed, here or in the stage below: what follows runs because of it.
    var firstMiss: StepID?
}
