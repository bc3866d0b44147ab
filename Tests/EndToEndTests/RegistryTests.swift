import Foundation
import Testing

/// A user with a store and a home of their own, and an image to send.
struct RegistryUser {
    let folder: URL
    var program: Program
    var home: URL { folder.appending(path: "user") }
    var store: URL { folder.appending(path: "store") }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "slipway-user-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder.appending(path: "user"), withIntermediateDirectories: true)
        program = Program(folder: folder)
        program.home = folder.appending(path: "store").path
        set(["HOME": folder.appending(path: "user").path])
    }

    /// Variables of the environment, beside those that are set already.
    mutating func set(_ environment: [String: String]) { program.prefix += environment.map { "\($0.key)=\($0.value)" } }

    func remove() { try? FileManager.default.removeItem(at: folder) }

    /// Builds an image of two layers without a base and returns its ID.
    func build(_ name: String) throws -> String {
        let project = Project(folder: folder.appending(path: "context"))
        try project.write("Dockerfile", "FROM scratch\nCOPY a /a\nCOPY b /d/b\nLABEL made=here\nCMD [\"/a\"]\n")
        try project.write("a", String(repeating: "a line of the first layer\n", count: 40_000))
        try project.write("b", "b\n")
        let built = try program(["build", "-q", "-t", name, "context"])
        try #require(built.status == 0, "\(built.errors)")
        return try id(name)
    }

    func id(_ name: String) throws -> String {
        try program(["inspect", "--format", "{{.Id}}", name]).output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func logIn(to domain: String, _ password: String) throws -> Program.Outcome {
        let words = "printf '%s\\n' \"$2\" | \"$0\" login --username ada --password-stdin \"$1\""
        return try program.run(["sh", "-c", words, Program.binary, domain, password])
    }

    func config() throws -> String {
        String(decoding: try Data(contentsOf: home.appending(path: ".docker/config.json")), as: UTF8.self)
    }
}

extension Project {
    init(folder: URL) { self.folder = folder }
}

extension Program {
    func callAsFunction(_ arguments: [String]) throws -> Outcome { try run([Self.binary] + arguments) }
}

extension EndToEnd {
    /// Images that go to Debian's registry and come back, by the real program.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(if: DebianRegistry.isInstalled, "needs Debian's packages docker-registry, skopeo and openssl"))
    struct RegistryTests {
        @Test(arguments: DebianRegistry.Protection.allCases)
        func anImageGoesOutAndComesBack(_ protection: DebianRegistry.Protection) throws {
            let registry = try DebianRegistry(protection)
            var ada = try RegistryUser()
            defer { ada.remove() }
            if protection == .passwordAndTLS { ada.set(["SSL_CERT_FILE": registry.authority]) }
            let name = "\(registry.domain)/team/app:v1"
            let id = try ada.build(name)
            if protection != .none {
                let refused = try ada.program("push", name)
                #expect(refused.status == 1 && refused.errors.contains("slipway login \(registry.domain)"))
                #expect(try ada.logIn(to: registry.domain, "wrong").status == 1)
                #expect(try ada.logIn(to: registry.domain, "secret").output == "Login Succeeded\n")
            }
            let pushed = try ada.program("push", name)
            #expect(pushed.status == 0 && pushed.output.contains("Pushed"), "\(pushed)")

            var bob = try RegistryUser()
            defer { bob.remove() }
            bob.program.prefix = ada.program.prefix
            let pulled = try bob.program("pull", name)
            #expect(pulled.status == 0, "\(pulled.errors)")
            #expect(pulled.output.contains("Status: Downloaded newer image for \(name)"))
            #expect(try bob.id(name) == id)
            let again = try bob.program("pull", name)
            #expect(again.output.contains("Status: Image is up to date for \(name)"))
            #expect(again.output.components(separatedBy: ": Already exists\n").count == 3, "its two layers are there")

            // skopeo reads the images that we push, and we read those that it pushes.
            let copy = "\(registry.domain)/theirs/app:v2"
            let words =
                "skopeo --insecure-policy copy --src-tls-verify=false --dest-tls-verify=false"
                + (protection == .none ? "" : " --src-creds ada:secret --dest-creds ada:secret")
            let copied = try ada.program.run(["sh", "-c", "\(words) docker://\(name) docker://\(copy)"])
            #expect(copied.status == 0, "\(copied.errors)")
            #expect(try bob.program("pull", "--quiet", copy).status == 0)
            #expect(try bob.id(copy) == id)

            guard protection != .none else { return }
            #expect(try ada.program("logout", registry.domain).output.hasPrefix("Removing login credentials"))
            #expect(try ada.program("logout", registry.domain).output.hasPrefix("Not logged in"))
            #expect(try ada.program("pull", name).status == 1)
        }

        @Test func aLoginIsKeptForTheUserAloneAndLeavesTheRestOfTheFile() throws {
            let registry = try DebianRegistry(.password)
            let user = try RegistryUser()
            defer { user.remove() }
            let folder = Project(folder: user.home.appending(path: ".docker"))
            try folder.write("config.json", #"{"psFormat":"json","auths":{"other:1":{"auth":"eDp5"}}}"#)
            #expect(try user.logIn(to: registry.domain, "secret").status == 0)
            let text = try user.config()
            #expect(text.contains("psFormat") && text.contains("eDp5") && text.contains("YWRhOnNlY3JldA=="))
            let file = user.home.appending(path: ".docker/config.json").path
            #expect(try user.program.run(["stat", "-c", "%a", file]).output == "600\n")
            _ = try user.program("logout", registry.domain)
            #expect(try !user.config().contains("YWRhOnNlY3JldA==") && user.config().contains("eDp5"))
        }

        @Test func aHelperKeepsThePassword() throws {
            let registry = try DebianRegistry(.password)
            var user = try RegistryUser()
            defer { user.remove() }
            let tools = Project(folder: user.folder.appending(path: "bin"))
            try tools.write(
                "docker-credential-drawer",
                """
                #!/bin/sh
                # Docker's protocol: a word, and a registry or JSON on standard input.
                case $1 in
                store) cat >"$HOME/drawer" ;;
                get) cat >/dev/null; cat "$HOME/drawer" 2>/dev/null || { echo "credentials not found"; exit 1; } ;;
                erase) cat >/dev/null; rm -f "$HOME/drawer" ;;
                esac
                """)
            chmod(tools.folder.appending(path: "docker-credential-drawer").path, 0o755)
            let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
            user.set(["PATH": tools.folder.path + ":" + path])
            try Project(folder: user.home).write(".docker/config.json", #"{"credsStore":"drawer"}"#)
            #expect(try user.logIn(to: registry.domain, "secret").status == 0)
            #expect(try !user.config().contains("auths"), "the file holds no password")
            let name = "\(registry.domain)/app:v1"
            _ = try user.build(name)
            #expect(try user.program("push", name).status == 0)
            _ = try user.program("logout", registry.domain)
            #expect(try user.program("push", name).status == 1)
        }

        /// The places where docker looks for a registry's own authority.
        @Test(arguments: [".docker/certs.d", ".config/docker/certs.d"])
        func aCertificateIsTrustedOnlyWhereItIsNamed(_ place: String) throws {
            let registry = try DebianRegistry(.passwordAndTLS)
            let user = try RegistryUser()
            defer { user.remove() }
            let refused = try user.logIn(to: registry.domain, "secret")
            #expect(refused.status == 1)
            #expect(refused.errors.contains("/etc/docker/certs.d/\(registry.domain)/ca.crt"), "\(refused.errors)")
            let certificate = String(decoding: try Data(contentsOf: URL(filePath: registry.authority)), as: UTF8.self)
            try Project(folder: user.home).write("\(place)/\(registry.domain)/ca.crt", certificate)
            #expect(try user.logIn(to: registry.domain, "secret").status == 0)
        }

        /// The tar is another program's and is kept as it came, but it is not sent so.
        @Test func aLayerThatWasLoadedUnpackedIsSentPacked() throws {
            let registry = try DebianRegistry()
            let user = try RegistryUser()
            defer { user.remove() }
            let name = "\(registry.domain)/team/foreign:v1"
            let made = try user.program.run([
                "sh", "-ec",
                """
                mkdir files; seq 100000 >files/numbers; tar --format=gnu -C files -cf layer.tar numbers
                diff=sha256:$(sha256sum layer.tar | cut -d ' ' -f 1)
                printf '{"architecture":"%s","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":["%s"]}}' \
                    "$(dpkg --print-architecture)" "$diff" >config.json
                printf '[{"Config":"config.json","RepoTags":["%s"],"Layers":["layer.tar"]}]' "$1" >manifest.json
                tar -cf foreign.tar manifest.json config.json layer.tar
                """, "sh", name,
            ])
            try #require(made.status == 0, "\(made.errors)")
            let loaded = try user.program("load", "--input", "foreign.tar")
            try #require(loaded.status == 0, "\(loaded.errors)")
            let pushed = try user.program("push", name)
            #expect(pushed.status == 0 && pushed.output.contains("Pushed"), "\(pushed)")
            let raw = try user.program.run(["skopeo", "inspect", "--raw", "--tls-verify=false", "docker://\(name)"])
            #expect(raw.output.contains("application/vnd.oci.image.layer.v1.tar+gzip"), "\(raw)")
            let again = try user.program("push", name)
            #expect(again.status == 0 && !again.output.contains("Pushed"), "\(again)")

            let other = try RegistryUser()
            defer { other.remove() }
            #expect(try other.program("pull", name).status == 0)
            #expect(try other.id(name) == user.id(name))

            // A layer that was loaded is not fetched again, however the registry has packed it.
            let third = try RegistryUser()
            defer { third.remove() }
            let archive = user.folder.appending(path: "foreign.tar").path
            #expect(try third.program("load", "--input", archive).status == 0)
            let known = try third.program("pull", name)
            #expect(known.output.components(separatedBy: ": Already exists\n").count == 2, "\(known)")
            #expect(try third.program("images", "--format", "{{.Repository}}:{{.Tag}}").output == name + "\n")
        }

        /// By the digest that push and pull print, docker's commands find the image.
        @Test func whatWasPushedAndPulledHasItsDigest() throws {
            let registry = try DebianRegistry()
            let (ada, bob) = (try RegistryUser(), try RegistryUser())
            defer {
                ada.remove()
                bob.remove()
            }
            let repository = "\(registry.domain)/team/app"
            let id = try ada.build("\(repository):v1")
            let local = try ada.program("images", "--digests", "--format", "{{.Digest}}").output
            #expect(local == "<none>\n")
            let pushed = try ada.program("push", "\(repository):v1").output
            let digest = try #require(pushed.split(separator: " ").first { $0.hasPrefix("sha256:") })
            #expect(try bob.program("pull", "\(repository):v1").output.contains("Digest: \(digest)\n"))
            let name = "\(repository)@\(digest)"
            for user in [ada, bob] {
                let told = try user.program("inspect", "--format", "{{json .RepoDigests}} {{.Id}}", name)
                #expect(told.output == "[\"\(name)\"] \(id)\n", "\(told)")
                let table = try user.program("images", "--digests").output
                #expect(table.contains("DIGEST") && table.contains(digest))
                let columns = "{{.Repository}}|{{.Tag}}|{{.Digest}}"
                let row = try user.program("images", "--format", columns, "--filter", "reference=\(name)").output
                #expect(row == "\(repository)|v1|\(digest)\n")
            }
            #expect(try ada.program("push", "\(repository):v1").output.contains("Layer already exists"))
            let latest = try ada.program("push", repository)
            #expect(latest.output.hasPrefix("Using default tag: latest\n") && latest.status == 1)
            #expect(latest.errors.contains("tag does not exist: \(repository):latest"))
            let unknown = try ada.program("push", "nosuch")
            #expect(unknown.errors.contains("An image does not exist locally with the tag: nosuch\n"))
            #expect(try ada.program("rmi", name).output == "Untagged: \(name)\n")
            #expect(try ada.id("\(repository):v1") == id)
            #expect(try bob.program("tag", name, "mine:v1").status == 0)
            let gone = try bob.program("rmi", "\(repository):v1").output
            #expect(gone == "Untagged: \(repository):v1\nUntagged: \(name)\n")
            #expect(try bob.program("rmi", "mine:v1").output == "Untagged: mine:v1\nDeleted: \(id)\n")
            #expect(try bob.program("pull", name).status == 0)
            let bare = try bob.program("images", "--format", "{{.Repository}}|{{.Tag}}|{{.Digest}}").output
            #expect(bare == "\(repository)|<none>|\(digest)\n")
            #expect(try bob.program("rmi", name).output == "Untagged: \(name)\nDeleted: \(id)\n")
        }

        /// Layers that were packed for one registry are packed again for a registry that has none of them.
        @Test func anImageGoesToASecondRegistry() throws {
            let (first, second) = (try DebianRegistry(), try DebianRegistry())
            let user = try RegistryUser()
            defer { user.remove() }
            let (one, two) = ("\(first.domain)/app:v1", "\(second.domain)/app:v1")
            let id = try user.build(one)
            #expect(try user.program("push", one).status == 0)
            _ = try user.program("tag", one, two)
            let pushed = try user.program("push", two)
            #expect(pushed.status == 0 && pushed.output.components(separatedBy: ": Pushed\n").count == 4, "\(pushed)")
            let other = try RegistryUser()
            defer { other.remove() }
            #expect(try other.program("pull", two).status == 0)
            #expect(try other.id(two) == id)
        }

        @Test func layersGoOutInZstdAndBlobsOfARelativeAreNotSentAgain() throws {
            let registry = try DebianRegistry()
            let user = try RegistryUser()
            defer { user.remove() }
            let (first, second) = ("\(registry.domain)/team/app:v1", "\(registry.domain)/other/app:v1")
            let id = try user.build(first)
            #expect(try user.program("push", "--compression", "zstd", first).status == 0)
            let raw = try user.program.run([
                "skopeo", "inspect", "--raw", "--tls-verify=false", "docker://\(first)",
            ])
            #expect(raw.output.contains("application/vnd.oci.image.layer.v1.tar+zstd"))
            _ = try user.program("tag", first, second)
            let mounted = try user.program("push", "--compression", "zstd", second)
            #expect(mounted.output.contains("Mounted from team/app"), "\(mounted)")
            #expect(!mounted.output.contains("Pushed"))

            let other = try RegistryUser()
            defer { other.remove() }
            #expect(try other.program("pull", second).status == 0)
            #expect(try other.id(second) == id)
        }
    }
}
