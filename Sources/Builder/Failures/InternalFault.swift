internal import BuildPlan

/// A state that the builder must never come to: a mistake of Slipway's, which no Dockerfile is to blame for.
enum InternalFault: Error, Equatable {
    /// The target was to be built, and every stage has ended, but it has no result.
    case targetWithoutResult(stage: Int)

    var message: String {
        switch self {
        case .targetWithoutResult(let stage):
            "Slipway has made a mistake: the stages are built, but stage \(stage) has no result."
        }
    }

    var refusal: Refusal {
        Refusal(
            location: nil, message: message,
            advice: "Build again; if it stays, report it with the Dockerfile and this message.")
    }
}
