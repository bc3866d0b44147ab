/// A kept build that is shown again, with its steps and what they wrote.
public struct KeptRun: Equatable, Sendable {
    /// A build that another one is held against.
    public enum Counterpart: Equatable, Sendable {
        /// The last one before it that made an image.
        case before(BuildRun)
        /// The first one after it that made an image: before it none had.
        case after(BuildRun)

        public var run: BuildRun {
            switch self {
            case .before(let run), .after(let run): run
            }
        }
    }

    public internal(set) var run: BuildRun
    /// Nil where no other build of the folder has made an image.
    public let counterpart: Counterpart?

    public init(_ run: BuildRun, counterpart: Counterpart?) {
        self.run = run
        self.counterpart = counterpart
    }
}
