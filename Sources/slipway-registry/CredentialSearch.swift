import Files
import FoundationEssentials
import Glibc
import ImageFormat
import RegistryClient

/// Finds a registry's credentials where docker keeps them.
enum CredentialSearch {
    /// Nil where the user has none for that registry: a public image needs none.
    static func credentials(for domain: String) throws -> Credentials? {
        switch try DockerConfigPlace.file().source(for: domain) {
        case .none: nil
        case .file(let credentials): credentials
        case .helper(let name): try CredentialHelper(name).get(domain)
        }
    }
}

/// Docker's config file of this user.
enum DockerConfigPlace {
    /// `$DOCKER_CONFIG/config.json`, else `~/.docker/config.json`; nil without both.
    static var path: String? { folder.map { $0 + "/config.json" } }

    static var folder: String? {
        let environment = ProcessInfo.processInfo.environment
        return environment["DOCKER_CONFIG"] ?? environment["HOME"].map { $0 + "/.docker" }
    }

    static func bytes() -> [UInt8]? { path.flatMap { FileManager.default.contents(atPath: $0) }.map { [UInt8]($0) } }

    /// The file's entries; nothing where there is no file.
    static func file() throws -> DockerConfigFile {
        guard let path, let bytes = Self.bytes() else { return DockerConfigFile() }
        return try DockerConfigFile(parsing: bytes, at: path)
    }

    /// The file's bytes with a registry's credentials added, or with its entry removed if there are none.
    static func edited(_ credentials: Credentials?, for domain: String) throws -> [UInt8] {
        try DockerConfigEdit.setting(
            credentials, for: domain, in: bytes(), at: path ?? DockerConfigFile.usualPath)
    }

    /// Puts new content in the file's place, for its owner alone. A link to the file stays a link.
    static func write(_ bytes: [UInt8]) throws {
        guard let path else { throw RegistryError.badDockerConfig("HOME is not set") }
        do {
            try FileManager.default.createDirectory(
                atPath: URL(filePath: path).deletingLastPathComponent().path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
            try WholeFile.replace(path, with: bytes, mode: 0o600)
            // What was there before may be readable for others, and now it holds a password.
            guard chmod(path, 0o600) == 0 else { throw RegistryError.badDockerConfig(ErrnoWords.last, path: path) }
        } catch let error as FileError {
            throw RegistryError.badDockerConfig("it cannot be written: \(error.reason)", path: path)
        }
    }
}
