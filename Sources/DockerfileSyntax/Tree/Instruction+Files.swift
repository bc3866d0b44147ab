/// The part that COPY and ADD share: where files come from and where they go.
public struct SourcesAndDestination: Equatable, Sendable {
    /// Paths, patterns and, for ADD, URLs; heredocs are in `inlineFiles`.
    public var sources: [Located<String>]
    public var inlineFiles: [HeredocFile]
    public var destination: Located<String>

    /// A heredoc that becomes a file.
    public struct HeredocFile: Equatable, Sendable {
        /// The file's name: the heredoc's.
        public var name: Located<String>
        /// The file's content, tabs of `<<-` dropped.
        public var content: Located<String>
        /// Whether variables are replaced in it.
        public var expands: Bool
    }
}

extension Instruction {
    /// `COPY [flags] SOURCE … DESTINATION`.
    public struct Copy: Equatable, Sendable {
        public var files: SourcesAndDestination
        /// An earlier stage by name or number, an image or a named context; variables are not replaced in it.
        public var from: Located<String>?
        public var owner: Located<String>?
        public var mode: Located<String>?
        public var isLinked: Bool
        public var keepsParents: Bool
        public var excludes: [Located<String>]
    }

    /// `ADD [flags] SOURCE … DESTINATION`.
    public struct Add: Equatable, Sendable {
        public var files: SourcesAndDestination
        public var owner: Located<String>?
        public var mode: Located<String>?
        public var isLinked: Bool
        public var excludes: [Located<String>]
        public var checksum: Located<String>?
        /// `--keep-git-dir`; nil where it isn't said.
        public var keepsGitFolder: Bool?
        /// `--unpack`; nil where it isn't said: local archives are unpacked, downloaded ones are not.
        public var unpacks: Bool?
    }
}
