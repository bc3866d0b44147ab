import Faults
import Foundation
import Glibc
import LessonFormat
import Scratch
import Surroundings
import Testing

@testable import LessonPlay

/// A lesson's registry and its other machines, for real.
@Suite(
    .enabled(if: access("/usr/bin/docker-registry", X_OK) == 0, "docker-registry is not installed"), .serialized)
struct LessonServicesTests {
    private let checkout: MiniatureCheckout
    private let lesson: Lesson

    init() throws {
        checkout = try MiniatureCheckout(program: "env | grep -E '^(SLIPWAY_HOME|DOCKER_CONFIG)=' >'where'")
        var lesson = try checkout.lesson
        lesson.registry = LessonRegistry(port: try Self.freePort(), accounts: ["ada", "server"])
        lesson.machines = ["server"]
        self.lesson = lesson
    }

    private var place: Workplace { checkout.home.place(of: lesson) }

    private var registry: LessonRegistry {
        get throws { try #require(lesson.registry) }
    }

    private static func freePort() throws -> UInt16 {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(file) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(file, $0, size) == 0 && getsockname(file, $0, &size) == 0
            }
        }
        try #require(result)
        return UInt16(bigEndian: address.sin_port)
    }

    /// The status with which the registry answers an account's token; nil for nobody's.
    private func status(account: String?, below home: String? = nil) throws -> String {
        let folder = RegistryFolder(of: lesson, below: home ?? place.home)
        let user = account.map { "-u \($0):$(cat '\(folder.path)/tokens/\($0)')" } ?? ""
        var said = ""
        let line = """
            curl -s -o /dev/null -w '%{http_code}' --cacert '\(folder.certificate)' \(user) \
            https://localhost:\(try registry.port)/v2/
            """
        _ = WorkspaceShell(folder: "/", in: place.surroundings).run(line) { lines in
            for line in lines { said += String(decoding: line, as: UTF8.self) }
        }
        return said
    }

    @Test func itLetsInWhoHasATokenAndEndsWithItsOwner() throws {
        let player = LessonPlayer(lesson, at: place) { _ in }
        try player.prepare()
        #expect(try status(account: nil) == "401")
        #expect(try status(account: "ada") == "200")
        #expect(try status(account: "server") == "200")

        let accounts = RegistryFolder(of: lesson, below: place.home).path + "/accounts"
        let lines = try String(contentsOfFile: accounts, encoding: .utf8).split(separator: "\n")
        try lines.filter { !$0.hasPrefix("server:") }.joined(separator: "\n").appending("\n")
            .write(toFile: accounts, atomically: false, encoding: .utf8)
        #expect(try status(account: "server") == "401", "a token that was taken back")
        #expect(try status(account: "ada") == "200")

        withExtendedLifetime(player) {}
    }

    @Test func itEndsWithItsOwnerAndTheTokensStay() throws {
        let token = RegistryFolder(of: lesson, below: place.home).path + "/tokens/ada"
        var services: LessonServices? = try LessonServices(of: lesson, at: place)
        let first = try String(contentsOfFile: token, encoding: .utf8)
        #expect(try status(account: "ada") == "200")
        withExtendedLifetime(services) {}
        services = nil
        #expect(try status(account: "ada") == "000", "nothing listens")
        services = try LessonServices(of: lesson, at: place)
        #expect(try String(contentsOfFile: token, encoding: .utf8) == first)
        #expect(try status(account: "ada") == "200")
        services?.stop()
    }

    @Test func itServesFromAFolderThatWasRenamed() throws {
        try LessonServices(of: lesson, at: place).stop()
        let moved = Workplace(
            of: lesson, workspace: place.workspace, home: checkout.scratch("elsewhere"), in: checkout.surroundings)
        try FileManager.default.moveItem(atPath: place.home, toPath: moved.home)
        let services = try LessonServices(of: lesson, at: moved)
        defer { services.stop() }
        #expect(try status(account: "ada", below: moved.home) == "200")
    }

    @Test func aSecondOneOfTheSameFolderUsesTheFirst() throws {
        let first = try LessonServices(of: lesson, at: place)
        let second = try LessonServices(of: lesson, at: place)
        second.stop()
        #expect(try status(account: "ada") == "200")
        first.stop()
    }

    @Test func aTakenPortIsNamedWithItsHolder() throws {
        let first = try LessonServices(of: lesson, at: place)
        defer { first.stop() }
        let other = try MiniatureCheckout()
        let failure = #expect(throws: LessonFailure.self) {
            try LessonServices(of: lesson, at: other.home.place(of: lesson))
        }
        let words = failure?.description ?? ""
        #expect(words.contains("port \(try registry.port)"), "\(words)")
        #expect(words.contains("docker-registry"), "\(words)")
    }

    @Test func anotherMachineHasAStoreAFolderAndLoginsOfItsOwn() throws {
        let player = LessonPlayer(lesson, at: place) { _ in }
        try player.prepare()
        let status = WorkspaceShell(at: place).run("on-server docker images") { _ in }
        #expect(status == 0)
        let machine = OtherMachine(name: "server", home: place.home)
        let seen = try String(contentsOfFile: machine.store + "/folder/where", encoding: .utf8)
        #expect(
            seen.split(separator: "\n").sorted() == [
                "DOCKER_CONFIG=\(machine.logins)", "SLIPWAY_HOME=\(machine.store)",
            ])
        let certificate = "\(machine.logins)/certs.d/\(try registry.domain)/ca.crt"
        #expect(FileManager.default.fileExists(atPath: certificate))
    }

    @Test func theUsersOwnLoginsAreNotSeen() throws {
        let variables = place.surroundings.variables
        #expect(variables["DOCKER_CONFIG"]?.hasPrefix(place.home) == true)
        #expect(variables["REGISTRY"]?.hasPrefix(place.home) == true)
        #expect(try checkout.place.surroundings.variables["DOCKER_CONFIG"] == nil, "a lesson without a registry")
    }

    @Test func aPreparedStateHasTheRegistryAndTheOtherMachines() throws {
        let prepared = PreparedLesson(lesson, root: checkout.scratch("prepared"), in: checkout.surroundings)
        let player = LessonPlayer(lesson, at: prepared.place) { _ in }
        try player.prepare()
        let folder = RegistryFolder(of: lesson, below: prepared.place.home)
        let machine = OtherMachine(name: "server", home: prepared.place.home)
        let link = folder.path + "/data/docker/registry/v2/repositories/ada/small/link"
        let (login, index) = (machine.logins + "/config.json", machine.store + "/cache/later")
        let accounts = try String(contentsOfFile: folder.path + "/accounts", encoding: .utf8)
        try prepared.capture(0)
        for path in [link, login, index] {
            let folder = URL(filePath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try "x".write(toFile: path, atomically: false, encoding: .utf8)
        }
        try "".write(toFile: folder.path + "/accounts", atomically: false, encoding: .utf8)
        try prepared.capture(1)

        try prepared.restore(0)
        for path in [link, login, index] { #expect(!FileManager.default.fileExists(atPath: path), "\(path)") }
        #expect(try String(contentsOfFile: folder.path + "/accounts", encoding: .utf8) == accounts)
        try prepared.restore(1)
        for path in [link, login, index] { #expect(FileManager.default.fileExists(atPath: path), "\(path)") }
        #expect(try String(contentsOfFile: folder.path + "/accounts", encoding: .utf8).isEmpty)
        withExtendedLifetime(player) {}
    }
}
