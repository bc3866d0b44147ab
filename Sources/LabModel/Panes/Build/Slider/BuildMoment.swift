public import ImageFormat

/// What was there after one step of a build.
public struct BuildMoment: Equatable, Sendable {
    /// A variable, a folder, a user: what an instruction sees beside files.
    public struct Setting: Equatable, Sendable {
        /// `ENV PATH`, `ARG VERSION`, `WORKDIR`.
        public var name: String
        public var value: String

        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The instruction.
    public var text: String
    /// Its line in the Dockerfile, from 1; nil where that is not known.
    public var line: Int?
    /// Whether a stage begins here: nothing of the moments before is in it, and its changes are all that its base has.
    public var beginsStage: Bool
    /// What became of files since the moment before.
    public var changes: [LayerChange]
    /// Changes that are not kept, because they are too many.
    public var omittedChanges: Int
    /// In the order in which they are shown.
    public var settings: [Setting]

    public init(
        text: String, line: Int? = nil, beginsStage: Bool = false, changes: [LayerChange] = [], omittedChanges: Int = 0,
        settings: [Setting] = []
    ) {
        self.text = text
        self.line = line
        self.beginsStage = beginsStage
        self.changes = changes
        self.omittedChanges = omittedChanges
        self.settings = settings
    }
}
