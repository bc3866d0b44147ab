import BuildPlan
import LabModel

/// How a step's state reads: a sign, a word and a time, so that nothing hangs on colour.
struct StepWords {
    let glyphs: Glyphs
    /// Seconds of the build's clock.
    let clock: Double

    struct Words: Equatable {
        var sign: String
        var words: String
        var role: Role
    }

    /// As short as a gutter needs it: `✓ 1.4 s`, `◆ CACHED`.
    func gutter(_ phase: StepPhase) -> Words {
        switch phase {
        case .waiting: return Words(sign: glyphs.waiting, words: "waiting", role: .dim)
        case .running(let since):
            return Words(sign: glyphs.spin(at: clock), words: Quantity.seconds(clock - since), role: .working)
        case .ended(let finish): return ended(finish)
        }
    }

    var outdated: Words { Words(sign: glyphs.outdated, words: "edited", role: .attention) }

    /// With all that is known: `done in 1.4 s, 5.2 MB`.
    func full(_ phase: StepPhase) -> Words {
        var words = gutter(phase)
        switch phase {
        case .waiting: break
        case .running: words.words = "running " + words.words
        case .ended(let finish): words.words = fullEnd(finish)
        }
        return words
    }

    private func ended(_ finish: StepFinish) -> Words {
        switch finish.outcome {
        case .cached: Words(sign: glyphs.cached, words: "CACHED", role: .good)
        case .done: Words(sign: glyphs.done, words: Quantity.seconds(finish.duration), role: .text)
        case .failed: Words(sign: glyphs.failed, words: "FAILED", role: .bad)
        case .skipped: Words(sign: glyphs.skipped, words: "skipped", role: .dim)
        case .cancelled: Words(sign: glyphs.cancelled, words: "stopped", role: .attention)
        }
    }

    private func fullEnd(_ finish: StepFinish) -> String {
        let time = Quantity.seconds(finish.duration)
        let size = finish.layerBytes.map { $0 > 0 ? ", " + Quantity.bytes($0) : "" } ?? ""
        switch finish.outcome {
        case .cached(let saved): return saved >= 0.05 ? "CACHED, saved \(Quantity.seconds(saved))" : "CACHED"
        case .done: return "done in \(time)\(size)"
        case .failed: return "FAILED after \(time)"
        case .skipped: return "skipped"
        case .cancelled: return "stopped after \(time)"
        }
    }
}
