/// How long a server may take, and how slow it may be. Nothing that a server does or leaves out holds a user up for ever.
public struct TransferLimits: Equatable, Sendable {
    /// Seconds in which nothing comes and nothing is taken, until the server counts as silent; also the time for a
    /// connection to come about.
    public var silence: Double
    /// Bytes a second that an answer must bring, taken over `silence` seconds, once it has begun.
    public var slowest: Int

    public init(silence: Double = 30, slowest: Int = 256) {
        self.silence = silence
        self.slowest = slowest
    }

    /// The variables of the environment that move the limits.
    public static let silenceVariable = "SLIPWAY_NETWORK_SECONDS"

    /// For `slowest`, in bytes a second.
    public static let slowestVariable = "SLIPWAY_NETWORK_RATE"

    /// The limits that an environment asks for.
    /// - Throws: `RegistryError.badSetting` for a value that is not a number in its range.
    public init(environment: [String: String]) throws(RegistryError) {
        self.init()
        if let text = environment[Self.silenceVariable], !text.isEmpty {
            guard let seconds = Double(text), (0.1...86_400).contains(seconds) else {
                throw .badSetting(Self.silenceVariable, value: text, expected: "seconds from 0.1 to 86400")
            }
            silence = seconds
        }
        if let text = environment[Self.slowestVariable], !text.isEmpty {
            guard let rate = Int(text), (0...1_000_000_000).contains(rate) else {
                throw .badSetting(Self.slowestVariable, value: text, expected: "bytes a second, a whole number")
            }
            slowest = rate
        }
    }

    /// Seconds for the whole of an answer that is a document: a manifest, a token, a failure.
    var document: Double { silence * 4 }

    /// Seconds that a server may think about what it was sent before it answers: it may have to hash some gigabytes.
    var thinking: Double { silence * 10 }

    /// Bytes of the body of a redirect, a challenge or a failure.
    static let refusal = 1 << 20

    /// Bytes of all fields of an answer, those of interim answers included.
    static let fields = 1 << 16
}
