import Foundation

/// Random numbers that a test can have again: the same seed gives the same numbers.
///
/// SplitMix64, written here because the standard library's generators take no seed.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// - Parameter seed: any number; see ``PropertySeed`` for a test's own.
    public init(_ seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// The seed of a property test: `SLIPWAY_SEED` where that is set, otherwise the same in every run.
public enum PropertySeed {
    /// The environment variable that sets the seed of every round.
    public static let name = "SLIPWAY_SEED"

    /// A round's seed, printed with the test's name so that a failure in CI can be repeated.
    ///
    /// - Parameter round: the number of the round, for tests that have several.
    public static func of(_ round: Int, test: String = #function) -> UInt64 {
        let given = ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
        let seed = given ?? UInt64(round) &* 0x1234_5678_9ABC + 1
        print("\(name)=\(seed) in \(test), round \(round)")
        return seed
    }
}
