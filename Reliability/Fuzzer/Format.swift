/// One kind of text or bytes that comes from outside, and what reads it.
///
/// A reader may refuse an input by throwing: that is an answer. What it must not do is crash, take more than a second of
/// processor time, or let the memory grow over a bound; and a promise that it makes of every input it takes, such as that
/// what is written reads back as the same, is broken by throwing a `BrokenPromise`.
public struct Format: Sendable {
    /// What `slipway-fuzz` calls it: lower case, words joined by hyphens.
    public let name: String
    /// Inputs that are right, or nearly: what the mutations start from. At least one.
    public let seeds: [[UInt8]]
    /// Pieces that mean something in the format, which mutations put in.
    public let tokens: [[UInt8]]
    /// No input is longer, in bytes.
    public let longest: Int
    /// Reads one input whole.
    public let read: @Sendable ([UInt8]) throws -> Void

    public init(
        _ name: String, seeds: [[UInt8]], tokens: [[UInt8]] = [], longest: Int = 4096,
        read: @escaping @Sendable ([UInt8]) throws -> Void
    ) {
        precondition(!seeds.isEmpty && longest > 0, "the format \(name) has nothing to start from")
        self.name = name
        self.seeds = seeds
        self.tokens = tokens
        self.longest = longest
        self.read = read
    }

    /// The same for a format whose seeds and tokens are text.
    public init(
        _ name: String, seeds: [String], tokens: [String] = [], longest: Int = 4096,
        read: @escaping @Sendable ([UInt8]) throws -> Void
    ) {
        self.init(
            name, seeds: seeds.map { Array($0.utf8) }, tokens: tokens.map { Array($0.utf8) }, longest: longest,
            read: read)
    }
}

/// A reader took an input and then did not keep what it promises of it.
public struct BrokenPromise: Error, CustomStringConvertible {
    public let description: String

    public init(_ description: String) { self.description = description }
}
