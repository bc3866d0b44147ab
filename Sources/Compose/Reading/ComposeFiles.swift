internal import SystemPackage

/// What a Compose file looks for around it: files by their paths, and variables.
public struct ComposeFiles: Sendable {
    /// Absolute path of the folder that relative paths are below.
    let folder: String
    private let home: String?
    private let variables: [String: String]
    private let read: @Sendable (String) -> String?

    /// - Parameters:
    ///   - folder: absolute.
    ///   - variables: those that a file's texts may name, `.env` included.
    ///   - read: a file's text by its absolute path; nil where there is none.
    public init(folder: String, variables: [String: String], read: @escaping @Sendable (String) -> String?) {
        self.folder = folder
        self.variables = variables
        self.read = read
        home = variables["HOME"]
    }

    func value(_ name: String) -> String? { variables[name] }

    func text(_ path: String) -> String? { read(absolute(path)) }

    /// A path as it is meant in the file.
    func absolute(_ path: String) -> String {
        if path == "~" || path.hasPrefix("~/"), let home { return home + path.dropFirst() }
        return FilePath(path).isAbsolute
            ? FilePath(path).lexicallyNormalized().string
            : FilePath(folder).appending(path).lexicallyNormalized().string
    }
}
