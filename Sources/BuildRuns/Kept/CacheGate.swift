internal import Commands
internal import Glibc

/// The demands of a command line on the cache use of a build: `--expect-cached` and `--fail-on-miss`.
public struct CacheGate {
    private let expectCached: [String]
    private let failOnMiss: Bool

    /// - Parameters:
    ///   - expectCached: the beginnings of instructions that have to come from the cache.
    ///   - failOnMiss: whether every step has to come from the cache.
    public init(expectCached: [String], failOnMiss: Bool) {
        self.expectCached = expectCached
        self.failOnMiss = failOnMiss
    }

    /// The demands that are not met, each as a sentence; empty where all are met.
    ///
    /// - Parameters:
    ///   - missed: the instructions that ran.
    ///   - isCached: whether the instructions with a given beginning came from the cache; nil where there are none.
    func faults(missed: [String], isCached: (String) -> Bool?) -> [String] {
        var faults: [String] = []
        for words in expectCached {
            switch isCached(words) {
            case true: break
            case false: faults.append("`\(words)` did not come from the cache.")
            case nil: faults.append("No instruction that the build needs begins with `\(words)`.")
            }
        }
        if failOnMiss, let first = missed.first {
            let count = missed.count == 1 ? "A step" : "\(missed.count) steps"
            faults.append("\(count) did not come from the cache, the first is `\(first)`.")
        }
        return faults
    }

    /// Ends the command with status 1 where a demand is not met.
    func close(missed: [String], isCached: (String) -> Bool?) throws {
        try Gate.close(faults(missed: missed, isCached: isCached))
    }
}
