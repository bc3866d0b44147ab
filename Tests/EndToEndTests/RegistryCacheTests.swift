import Foundation
import Testing

extension EndToEnd {
    /// `--cache-to` and `--cache-from` over Debian's registry: a second machine, which is another store.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(if: DebianRegistry.isInstalled, "needs Debian's packages docker-registry, skopeo and openssl"))
    struct RegistryCacheTests {
        private let text = """
            FROM scratch AS tools
            COPY busybox /bin/sh
            RUN echo tool >/tool
            FROM scratch
            COPY busybox /bin/sh
            COPY --from=tools /tool /tool
            RUN echo made >/made
            CMD ["sh"]
            """

        private func machine() throws -> (RegistryUser, Project) {
            let user = try RegistryUser()
            let project = Project(folder: user.folder.appending(path: "context"))
            try FileManager.default.createDirectory(at: project.folder, withIntermediateDirectories: true)
            try FileManager.default.copyItem(
                atPath: "/usr/bin/busybox", toPath: project.folder.appending(path: "busybox").path)
            try project.write("Dockerfile", text)
            return (user, project)
        }

        private func build(_ user: RegistryUser, _ words: String...) throws -> Program.Outcome {
            try user.program(["build", "--progress", "plain"] + words + ["context"])
        }

        @Test("with mode=max a second store takes every step from the registry, and says from where")
        func everyStep() throws {
            let registry = try DebianRegistry()
            let cache = "\(registry.domain)/team/cache:main"
            let (first, _) = try machine()
            defer { first.remove() }
            let made = try build(first, "--cache-to", "type=registry,ref=\(cache),mode=max")
            #expect(made.status == 0, "\(made.errors)")
            // What it took to send the cache is no image of the store.
            #expect(try first.program("images", "--all", "--quiet").output.split(separator: "\n").count == 1)

            let (second, project) = try machine()
            defer { second.remove() }
            let taken = try build(second, "--cache-from", "type=registry,ref=\(cache)")
            #expect(
                taken.errors.contains("6 from the cache") && taken.errors.contains("; 0 executed"), "\(taken.errors)")
            #expect(taken.errors.contains("note: from the cache of \(cache)"))
            // From now on the store has them itself.
            #expect(try build(second).errors.contains("6 from the cache"))
            try project.write("Dockerfile", text.replacing("echo made", with: "echo other"))
            // What stands on the changed instruction runs again with it.
            #expect(try build(second, "--cache-from", cache).errors.contains("; 2 executed"))
        }

        @Test("an image built with type=inline brings its steps along when it is pushed")
        func inline() throws {
            let registry = try DebianRegistry()
            let name = "\(registry.domain)/team/app:v1"
            let (first, project) = try machine()
            defer { first.remove() }
            let single = "FROM scratch\nCOPY busybox /bin/sh\nRUN echo made >/made\nCMD [\"sh\"]\n"
            try project.write("Dockerfile", single)
            let made = try build(first, "--cache-to", "type=inline", "-t", name, "--push")
            #expect(made.status == 0, "\(made.errors)")

            let (second, other) = try machine()
            defer { second.remove() }
            try other.write("Dockerfile", single)
            let taken = try build(second, "--cache-from", name)
            #expect(
                taken.errors.contains("3 from the cache") && taken.errors.contains("; 0 executed"), "\(taken.errors)")
        }

        @Test("a cache that is not there, or is no cache of ours, costs time and is told")
        func noCache() throws {
            let registry = try DebianRegistry()
            let (user, _) = try machine()
            defer { user.remove() }
            let missing = try build(user, "--cache-from", "type=registry,ref=\(registry.domain)/nothing/here:1")
            #expect(
                missing.status == 0 && missing.errors.contains("Nothing is taken from the cache"), "\(missing.errors)")

            let foreign = "\(registry.domain)/team/plain:1"
            #expect(try build(user, "-t", foreign, "--push").status == 0)
            let other = try build(user, "--no-cache", "--cache-from", foreign)
            #expect(other.status == 0 && other.errors.contains("it holds no steps of Slipway's"), "\(other.errors)")
        }
    }
}
