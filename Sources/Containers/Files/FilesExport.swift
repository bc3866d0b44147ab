internal import Commands
public import ContainerRuntime
internal import Glibc
public import ImageStore
internal import SystemPackage

/// The files of a container as a tar.
public enum FilesExport {
    /// Writes it.
    ///
    /// - Parameter output: a file; nil for standard output.
    public static func write(_ folder: ContainerFolder, to output: String?, from store: Store) throws {
        var target = STDOUT_FILENO
        if let output {
            target = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
            guard target >= 0 else {
                throw CommandFailure("\(output) cannot be written: \(Errno(rawValue: errno))")
            }
        }
        let root = try ContainerRoot(files: folder, in: store)
        let files = openat(root.directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        try Store.packTree(from: files, into: target)
        close(files)
        try root.close(discardingIn: store)
    }
}
