import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// What another user of the machine gets of a store: nothing.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(
            if: FileManager.default.isExecutableFile(atPath: "/usr/bin/busybox"),
            "needs Debian's package busybox-static"))
    struct StorePrivacyTests {
        /// A user with an image, whose program is set-user-ID, and a container that knows a secret.
        private struct Owner {
            var user: RegistryUser
            let secret = "5ecret-" + UUID().uuidString

            init(_ ordinary: OrdinaryUser?) throws {
                user = try RegistryUser()
                let project = Project(folder: user.folder.appending(path: "context"))
                try project.write(
                    "Dockerfile",
                    """
                    FROM scratch
                    COPY --chmod=4755 busybox /bin/busybox
                    RUN ["/bin/busybox", "sh", "-c", "busybox mkdir -m 755 /open && echo x >/open/file"]
                    USER 1000
                    RUN ["/bin/busybox", "test", "-r", "/open/file"]
                    CMD ["/bin/busybox", "sleep", "600"]
                    """)
                try FileManager.default.copyItem(
                    atPath: "/usr/bin/busybox", toPath: project.folder.appending(path: "busybox").path)
                try project.write("../store/.keep", "")
                try FileManager.default.removeItem(at: user.folder.appending(path: "store/.keep"))
                guard let ordinary else { return }
                let given = try user.program.run(["chown", "-R", "\(ordinary.id):\(ordinary.group)", user.folder.path])
                try #require(given.status == 0, "\(given.errors)")
                user.program.prefix = ordinary.becoming(in: ["HOME": user.home.path])
            }

            /// Nothing is left running, whatever the test found.
            func remove() {
                _ = try? user.program("rm", "--force", "told")
                user.remove()
            }

            func use() throws {
                let built = try user.program("build", "-q", "-t", "own:v1", "context")
                try #require(built.status == 0, "\(built.errors)")
                let started = try user.program("run", "-d", "--name", "told", "-e", "S=\(secret)", "own:v1")
                try #require(started.status == 0, "\(started.errors)")
                let saved = try user.program("exec", "told", "/bin/busybox", "sh", "-c", "echo $S")
                #expect(saved.output.contains(secret), "\(saved.errors)")
            }

            /// What others may read, write or enter, but for files that a container's own users must
            /// read, and that nobody else can reach.
            func openPlaces() throws -> String {
                try user.program.run([
                    "find", "store", "(", "-path", "*/layers/*/diff", "-o", "-path", "*/layers/*/work", "-o",
                    "-name", "hosts", "-o", "-name", "hostname", "-o", "-name", "resolv.conf", ")", "-prune", "-o", "!",
                    "-type", "l", "-perm", "/077", "-print",
                ]).output
            }
        }

        /// As root, and as an ordinary user whose builds work in a user namespace with subordinate IDs.
        @Test(arguments: [false, true]) func everyFolderAndFileIsTheOwners(_ isOrdinary: Bool) throws {
            if isOrdinary, OrdinaryUser.first == nil { return }
            let owner = try Owner(isOrdinary ? OrdinaryUser.first : nil)
            defer { owner.remove() }
            // As an earlier version left it.
            _ = try owner.user.program("images")
            _ = try owner.user.program.run(["chmod", "-R", "a+rX", "store"])
            try owner.use()
            #expect(try owner.openPlaces() == "")
            let gone = try owner.user.program("rm", "--force", "told")
            #expect(gone.status == 0, "\(gone.errors)")
        }

        @Test(.enabled(if: OrdinaryUser.first != nil, "needs root, and an ordinary user with a range in /etc/subuid"))
        func anotherUserGetsNothing() throws {
            let owner = try Owner(nil)
            defer { owner.remove() }
            try owner.use()
            _ = try owner.user.program.run(["chmod", "755", "."])
            var other = owner.user.program
            other.prefix = try #require(OrdinaryUser.first).becoming(in: ["HOME": "/nonexistent"])
            let program = try owner.user.program.run(["sh", "-c", "ls -d store/layers/*/diff/bin/busybox"]).output
            let path = program.trimmingCharacters(in: .whitespacesAndNewlines)
            #expect(try other.run([path, "id", "-u"]).status != 0, "a set-user-ID program of an image")
            let found = try other.run(["grep", "-rlaF", owner.secret, "store"])
            #expect(found.status != 0 && found.output.isEmpty)
            #expect(try other.run(["ls", "store"]).status != 0)
            let images = try other("images")
            #expect(images.status == 1)
            #expect(images.errors.contains("belongs to another user (uid 0)"), "\(images.errors)")
            #expect(images.errors.contains("SLIPWAY_HOME"), "\(images.errors)")
        }

        @Test func theSandboxBecomesItsOwners() throws {
            let user = try RegistryUser()
            defer { user.remove() }
            let made = try user.program.run([
                "sh", "-c",
                "mkdir -p checkout/Sandbox/lesson && chmod 755 checkout/Sandbox && chmod 644 checkout/Sandbox/lesson",
            ])
            #expect(made.status == 0)
            var program = user.program
            program.prefix += ["SLIPWAY_ROOT=\(user.folder.path)/checkout"]
            #expect(try program("images").status == 0)
            let modes = try user.program.run(["stat", "-c", "%a", "checkout/Sandbox", "checkout/Sandbox/lesson"])
            #expect(modes.output == "700\n644\n", "what is in it keeps its mode")
        }
    }
}
