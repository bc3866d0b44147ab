import Glibc
import ImageFormat
import Processes
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

    /// The status of a shell where the program is not there.
    private static let notFound: Int32 = 127
    /// Seconds that it may say nothing: it may ask the user for the password of a keyring.
    private static let patience: Int32 = 120

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
        var program = Program(["docker-credential-" + name, action])
        program.input = .bytes(Array(text.utf8))
        program.errors = .nothing
        let running: RunningProgram
        do throws(StartError) { running = try program.start() } catch {
            if case .notFound = error { return (Self.notFound, []) }
            throw failure("\(error)")
        }
        let answer = running.readOutput(patience: Self.patience)
        let status = running.wait().code
        if status == 128 + SIGKILL { throw failure("it was killed, or said nothing for \(Self.patience) seconds") }
        return (status, answer)
    }
}
