internal import BuildPlan
internal import ImageStore

/// Why a build ends before its image is made.
enum BuildStop: Error {
    case refused([Refusal])
    case failed(StepID)
    case cancelled
    case store(StoreError)
    case internalFault(InternalFault)
}
