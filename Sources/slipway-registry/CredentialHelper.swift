import Foundation
import ImageFormat
import RegistryClient

/// `docker-credential-NAME`: a program that keeps credentials, spoken to by docker's protocol: the registry on standard
/// input, JSON as the answer, a status other than 0 where it knows nothing.
struct CredentialHelper {
    private let name: String

    init(_ name: String) throws {
        guard !name.isEmpty, !name.contains("/") else {
            throw RegistryError.helperFailed(name: name, reason: "its name has a slash")
        }
        self.name = name
    }

    /// Nil where it has none for that registry.
    func get(_ domain: String) throws -> Credentials? {
        let (status, answer) = try run("get", DockerConfigFile.key(for: domain))
        if status == Self.notFound { throw failure("there is no such program on the PATH") }
        guard status == 0 else { return nil }
        guard let json = try? JSON(parsing: answer), let user = json["Username"]?.string,
            let secret = json["Secret"]?.string
        else { throw failure("its answer makes no sense") }
        return user == "<token>" ? .identityToken(secret) : .password(user: user, password: secret)
    }

    func store(_ credentials: Credentials, for domain: String) throws {
        let (user, secret) =
            switch credentials {
            case .password(let user, let password): (user, password)
            case .identityToken(let token): ("<token>", token)
            }
        let entry = JSON.object([
            "ServerURL": .string(DockerConfigFile.key(for: domain)), "Username": .string(user),
            "Secret": .string(secret),
        ])
        try demand("store", String(decoding: entry.encoded(), as: UTF8.self))
    }

    func erase(_ domain: String) throws { try demand("erase", DockerConfigFile.key(for: domain)) }

    /// What a shell ends with where the program is not there.
    private static let notFound: Int32 = 127

    private func demand(_ action: String, _ input: String) throws {
        let (status, answer) = try run(action, input)
        if status == Self.notFound { throw failure("there is no such program on the PATH") }
        guard status == 0 else {
            let words = String(decoding: answer, as: UTF8.self).split(separator: "\n").first.map(String.init)
            throw failure(words ?? "it ended with status \(status)")
        }
    }

    private func failure(_ reason: String) -> RegistryError { .helperFailed(name: name, reason: reason) }

    private func run(_ action: String, _ text: String) throws -> (Int32, [UInt8]) {
        guard let child = try HelperProcess(["docker-credential-" + name, action]) else { return (Self.notFound, []) }
        child.give(Array(text.utf8))
        let (status, answer) = child.end()
        guard status != HelperProcess.silent else {
            throw failure("it has said nothing for \(HelperProcess.patience) seconds")
        }
        return (status, answer)
    }
}
