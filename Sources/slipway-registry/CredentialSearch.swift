import Foundation
import ImageFormat
import RegistryClient

/// Finds a registry's credentials where docker keeps them.
enum CredentialSearch {
    /// Nil where the user has none for that registry: a public image needs none.
    static func credentials(for domain: String) throws -> Credentials? {
        let environment = ProcessInfo.processInfo.environment
        guard let folder = environment["DOCKER_CONFIG"] ?? environment["HOME"].map({ $0 + "/.docker" }),
            let data = FileManager.default.contents(atPath: folder + "/config.json")
        else { return nil }
        switch try DockerConfigFile(parsing: [UInt8](data)).source(for: domain) {
        case .none: return nil
        case .file(let credentials): return credentials
        case .helper(let name): return try ask(name, for: domain)
        }
    }

    /// The protocol of docker's credential helpers: the registry on standard input, a JSON object as the answer; a
    /// status other than 0 where the helper knows nothing.
    private static func ask(_ name: String, for domain: String) throws -> Credentials? {
        guard !name.contains("/") else {
            throw RegistryError.helperFailed(name: name, reason: "its name has a slash")
        }
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["docker-credential-" + name, "get"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do { try process.run() } catch {
            throw RegistryError.helperFailed(name: name, reason: error.localizedDescription)
        }
        try input.fileHandleForWriting.write(contentsOf: Data(domain.utf8))
        try input.fileHandleForWriting.close()
        let answer = [UInt8](output.fileHandleForReading.readDataToEndOfFile())
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        guard let json = try? JSON(parsing: answer), let user = json["Username"]?.string,
            let secret = json["Secret"]?.string
        else { throw RegistryError.helperFailed(name: name, reason: "its answer makes no sense") }
        return user == "<token>" ? .identityToken(secret) : .password(user: user, password: secret)
    }
}
