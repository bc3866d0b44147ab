import Foundation

/// What an input may take.
public struct FuzzLimits: Sendable {
    /// Seconds of processor time of one input; another program's load does not count.
    public var processorSeconds = 1.0
    /// Seconds of any kind of one input: for one that waits and never goes on.
    public var seconds = 60.0
    /// Bytes that the process may grow by, over the whole run.
    public var growth = 256 << 20

    public init() {}
}

/// What a run came to.
public struct FuzzOutcome: Sendable {
    public var inputs: UInt64 = 0
    /// Inputs that the reader threw an error at.
    public var refused: UInt64 = 0
    public var seconds = 0.0
    /// The input that took the most processor time, in milliseconds, the making of it included.
    public var slowest: (number: UInt64, milliseconds: Double) = (0, 0)
    /// Bytes that the process grew by, at its largest.
    public var growth = 0

    public init() {}
}

/// Why a run ended early.
public struct FuzzFailure: Sendable, CustomStringConvertible {
    public enum Kind: Sendable, Equatable {
        /// Seconds that the input has taken.
        case hangs(Double)
        /// Bytes that the process has grown by; the input under way, or one shortly before, is the cause.
        case grows(Int)
        case breaksPromise(String)
    }

    public var kind: Kind
    public var format: String
    public var seed: UInt64
    public var number: UInt64

    public var description: String {
        let what =
            switch kind {
            case .hangs(let seconds): "takes more than \((seconds * 10).rounded() / 10) s"
            case .grows(let bytes): "or one shortly before lets the process grow by \(bytes >> 20) MiB"
            case .breaksPromise(let words): "breaks a promise: \(words)"
            }
        return "format \(format), seed \(seed): input \(number) \(what)"
    }
}

/// Some inputs of a format, one after another.
public struct FuzzRun: Sendable {
    public var format: Format
    public var seed: UInt64
    /// The number of the first input.
    public var first: UInt64 = 0
    public var runs: UInt64
    /// The run ends after so many seconds, however many inputs it has come to.
    public var seconds: Double?
    public var limits = FuzzLimits()

    public init(_ format: Format, seed: UInt64, runs: UInt64) {
        self.format = format
        self.seed = seed
        self.runs = runs
    }

    /// As much as the smallest of the threads that read foreign text: recursion without a bound shows.
    private static let stackSize = 1 << 20

    /// Reads the inputs on a thread of their own, each recorded before it is read, with a watchdog beside it that calls
    /// `fail` while an input hangs or grows; a broken promise is told when the input has been read, and ends the run.
    public func perform(
        recordingTo input: InputRecord, fail: @escaping @Sendable (FuzzFailure) -> Void
    ) -> FuzzOutcome {
        let result = ResultBox()
        let thread = Thread { result.finish(readAll(input, fail)) }
        thread.stackSize = Self.stackSize
        thread.start()
        return result.wait()
    }

    private func readAll(_ record: InputRecord, _ fail: @escaping @Sendable (FuzzFailure) -> Void) -> FuzzOutcome {
        let mutator = Mutator(format, seed: seed)
        let watchdog = Watchdog(watching: record, limits: limits) { kind, number in
            fail(FuzzFailure(kind: kind, format: format.name, seed: seed, number: number))
        }
        defer { watchdog.stop() }
        var outcome = FuzzOutcome()
        let start = ContinuousClock.now
        var before = ProcessorClock.ofThisThread()
        for number in first..<(first + runs) {
            let input = mutator.input(number)
            record.begin(number, input)
            do {
                try format.read(input)
            } catch let broken as BrokenPromise {
                fail(
                    FuzzFailure(
                        kind: .breaksPromise(broken.description), format: format.name, seed: seed, number: number))
                break
            } catch {
                outcome.refused += 1
            }
            outcome.inputs += 1
            let after = ProcessorClock.ofThisThread()
            let taken = (after - before) * 1000
            if taken > outcome.slowest.milliseconds { outcome.slowest = (number, taken) }
            before = after
            if let seconds, number & 63 == 0, start.duration(to: .now) > .seconds(seconds) { break }
        }
        outcome.seconds = start.duration(to: .now) / .seconds(1)
        outcome.growth = watchdog.growth
        return outcome
    }
}

/// Hands the outcome from the run's thread to the one that waits.
private final class ResultBox: Sendable {
    private let done = DispatchSemaphore(value: 0)
    private nonisolated(unsafe) var outcome = FuzzOutcome()

    /// The semaphore orders this write before the read in `wait`.
    func finish(_ outcome: FuzzOutcome) {
        self.outcome = outcome
        done.signal()
    }

    func wait() -> FuzzOutcome {
        done.wait()
        return outcome
    }
}
