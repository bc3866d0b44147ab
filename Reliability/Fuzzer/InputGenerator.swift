import Seeds

extension SeededGenerator {
    /// The generator of one input of a run, begun anew for each, so that input 7,000,000 can be made without the ones
    /// before it.
    init(seed: UInt64, input number: UInt64) {
        var ofSeed = SeededGenerator(seed)
        var ofNumber = SeededGenerator(number &* 0xD134_2543_DE82_EF95 &+ 1)
        self.init(ofSeed.next() ^ ofNumber.next())
    }

    /// A number below `bound`, which is more than 0. The bias of the remainder does not matter here, its speed does.
    mutating func below(_ bound: Int) -> Int { Int(truncatingIfNeeded: next() >> 1) % bound }
}
