internal import BuildPlan
internal import ImageFormat

/// The inputs of a step besides its instruction.
struct StepInputs {
    /// Files in the order of the instruction's sources.
    var files: [FileInput] = []
    /// These files as the copier takes them.
    var selections: [SourceSelection] = []
    /// Where the files are; nil where there are none, and where only their digest is known.
    var tree: FileTree?
    /// Keeps the files of another stage in place.
    var root: ForeignRoot?
    /// The files that ADD takes from URLs, in the order of the sources.
    var remotes: [RemoteFile] = []
    /// Patterns that match no file.
    var unmatched: [String] = []
    /// Other things that the key counts.
    var parts: [String] = []

    /// A file's content as it is now; nil for a file that is larger than the texts of which a
    /// changed line is shown.
    func content(of file: FileInput) -> [UInt8]? {
        guard file.size <= 1 << 20, let tree else { return nil }
        // A link that is a source itself goes by its own name, but its content lies where it points.
        let named = TreePath(recorded: file.path)
        let path = selections.first { $0.path == named }?.top.path ?? named
        return tree.content(path)
    }
}
