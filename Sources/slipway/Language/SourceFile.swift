import ArgumentParser
import DockerfileSyntax
import SystemPackage

/// A Dockerfile that a command was given.
struct SourceFile {
    /// The name that messages use.
    let name: String
    let dockerfile: Dockerfile
    /// The folder that holds the file; nil for standard input.
    private let folder: FilePath?

    /// Reads a file; `-` is standard input.
    init(_ path: String) throws {
        if path == "-" {
            name = "standard input"
            folder = nil
            dockerfile = Dockerfile.parse(utf8: try Self.readAll(.standardInput, name: name))
        } else {
            name = path
            folder = FilePath(path).removingLastComponent()
            dockerfile = Dockerfile.parse(utf8: try Self.read(FilePath(path)))
        }
    }

    /// The patterns that go with the file: its own `.dockerignore`, or the folder's.
    func ignorePatterns() throws -> IgnorePatterns? {
        guard let folder else { return nil }
        let base = FilePath(name).lastComponent?.string ?? ""
        for candidate in IgnorePatterns.fileNames(forDockerfile: base) {
            let path = folder.appending(candidate)
            do { return IgnorePatterns(String(decoding: try Self.readIfThere(path), as: UTF8.self)) } catch Errno
                .noSuchFileOrDirectory
            {}
        }
        return nil
    }

    private static func read(_ path: FilePath) throws -> [UInt8] {
        do { return try readIfThere(path) } catch let error as Errno {
            throw CommandFailure("`\(path)` can't be read: \(error)")
        }
    }

    private static func readIfThere(_ path: FilePath) throws -> [UInt8] {
        let file = try FileDescriptor.open(path, .readOnly)
        return try file.closeAfter { try readAll(file, name: path.string) }
    }

    private static func readAll(_ file: FileDescriptor, name: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        let chunk = 64 << 10
        while true {
            let count = bytes.count
            bytes.append(contentsOf: repeatElement(0, count: chunk))
            let read = try bytes.withUnsafeMutableBytes {
                try file.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[count...]))
            }
            bytes.removeLast(chunk - read)
            if read == 0 { return bytes }
        }
    }
}
