/// SplitMix64: small, the same on every machine, and begun anew for each input, so that input 7,000,000 can be made
/// without the ones before it.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    /// The generator of one input of a run.
    public init(seed: UInt64, input number: UInt64) {
        state = Self.mixed(seed) ^ Self.mixed(number &* 0xD134_2543_DE82_EF95 &+ 1)
    }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    private static func mixed(_ value: UInt64) -> UInt64 {
        var value = value
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A number below `bound`, which is more than 0. The bias of the remainder does not matter here, its speed does.
    mutating func below(_ bound: Int) -> Int { Int(truncatingIfNeeded: next() >> 1) % bound }
}
