internal import ArgumentParser
public import DockerfileSyntax
internal import Files
internal import SystemPackage

/// A Dockerfile that a command line names.
public struct SourceFile {
    /// The name that messages use.
    public let name: String
    /// The parsed text. Its syntax errors are not thrown, but are in its diagnostics.
    public let dockerfile: Dockerfile
    /// The folder that holds the file; nil for standard input.
    private let folder: FilePath?

    /// Reads a file; `-` is standard input.
    public init(_ path: String) throws {
        if path == "-" {
            name = "standard input"
            folder = nil
            dockerfile = Dockerfile.parse(utf8: try StandardInput.read())
        } else {
            name = path
            folder = FilePath(path).removingLastComponent()
            dockerfile = Dockerfile.parse(utf8: try Self.read(path))
        }
    }

    /// The ignore patterns for the file: those of its own `.dockerignore`, or else those of its folder's.
    public func ignorePatterns() throws -> IgnorePatterns? {
        guard let folder else { return nil }
        let base = FilePath(name).lastComponent?.string ?? ""
        for candidate in IgnorePatterns.fileNames(forDockerfile: base) {
            let path = folder.appending(candidate).string
            do {
                guard let bytes = try WholeFile.readIfPresent(path) else { continue }
                return IgnorePatterns(String(decoding: bytes, as: UTF8.self))
            } catch {
                throw CommandFailure("`\(path)` can't be read: \(error.reason)")
            }
        }
        return nil
    }

    private static func read(_ path: String) throws -> [UInt8] {
        do { return try WholeFile.readArgument(path) } catch {
            throw CommandFailure("`\(path)` can't be read: \(error.reason)")
        }
    }
}
