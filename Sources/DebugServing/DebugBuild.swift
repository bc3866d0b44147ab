internal import BuildPlan
internal import DebugAdapter

/// A build of a debugger's client: how it is called, and what is said of its steps.
enum DebugBuild {
    /// The words behind the program's name.
    ///
    /// - Parameter line: the line of the Dockerfile, from 1, whose instruction the build stops before; nil for its end.
    static func words(of launch: DebugLaunch, stopBefore line: Int?) -> [String] {
        var words = ["build", "--progress", "rawjson"]
        if let line { words += ["--stop-before", "\(line)"] }
        if let file = launch.dockerfile { words += ["--file", file] }
        if let target = launch.target { words += ["--target", target] }
        for (name, value) in launch.arguments.sorted(by: { $0.key < $1.key }) {
            words += ["--build-arg", "\(name)=\(value)"]
        }
        return words + ["--", launch.context]
    }

    /// What the client's console shows of a step that has ended; nil for one that was not tried.
    ///
    /// - Parameter steps: all steps of the build.
    static func line(of finish: StepFinish, among steps: [StepOutline]) -> String? {
        guard let step = steps.first(where: { $0.id == finish.step }) else { return nil }
        let place = "[\(step.ordinal)/\(step.stageStepCount)] \(step.text)"
        switch finish.outcome {
        case .cached: return "\(place): CACHED\n"
        case .done: return "\(place): done in \(Quantity.seconds(finish.duration))\n"
        case .failed(let failure): return "\(place): \(failure.message)\n"
        case .skipped, .cancelled: return nil
        }
    }
}
