internal import Commands
internal import Glibc

/// What a command line demands of a build's cache.
public struct CacheGate {
    private let expectCached: [String]
    private let failOnMiss: Bool

    /// - Parameters:
    ///   - expectCached: beginnings of instructions that have to come from the cache.
    ///   - failOnMiss: whether every step has to.
    public init(expectCached: [String], failOnMiss: Bool) {
        self.expectCached = expectCached
        self.failOnMiss = failOnMiss
    }

    /// What is not as it is demanded.
    ///
    /// - Parameters:
    ///   - missed: the instructions that ran.
    ///   - isCached: whether an instruction that begins so came from the cache; nil where there is none.
    func faults(missed: [String], isCached: (String) -> Bool?) -> [String] {
        var faults: [String] = []
        for words in expectCached {
            switch isCached(words) {
            case true: break
            case false: faults.append("`\(words)` did not come from the cache.")
            case nil: faults.append("No instruction begins with `\(words)`.")
            }
        }
        if failOnMiss, let first = missed.first {
            let count = missed.count == 1 ? "A step" : "\(missed.count) steps"
            faults.append("\(count) did not come from the cache, the first is `\(first)`.")
        }
        return faults
    }

    /// Ends with status 1 where something is not as it is demanded.
    func close(missed: [String], isCached: (String) -> Bool?) throws {
        try Gate.close(faults(missed: missed, isCached: isCached))
    }
}
