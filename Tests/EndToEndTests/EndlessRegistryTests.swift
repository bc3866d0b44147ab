import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// A registry that never ends: its bodies, its silence, its redirects. Each pull ends by itself, with a sentence, and
    /// has read hardly more than it was promised.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"), .timeLimit(.minutes(20)))
    struct EndlessRegistryTests {
        private static let layer = "sha256:" + String(repeating: "a", count: 64)
        private static let manifest = Data(
            """
            {"schemaVersion":2,"config":{"digest":"sha256:\(String(repeating: "b", count: 64))","size":10},\
            "layers":[{"mediaType":"application/vnd.oci.image.layer.v1.tar+gzip","digest":"\(layer)","size":1000}]}
            """.utf8)

        private func pull(
            _ environment: [String: String] = [:],
            _ answer: @escaping @Sendable (OwnRegistry.Request) -> OwnRegistry.Reply
        ) throws -> (outcome: Program.Outcome, registry: OwnRegistry) {
            let registry = try OwnRegistry(answer)
            var user = try RegistryUser()
            defer { user.remove() }
            user.set(environment)
            let outcome = try user.program("pull", registry.domain + "/app:v1")
            #expect(outcome.status == 1 && outcome.errors.hasPrefix("Error: "), "\(outcome)")
            return (outcome, registry)
        }

        private static func served(_ request: OwnRegistry.Request, blob: OwnRegistry.Reply) -> OwnRegistry.Reply {
            if request.path.contains("/manifests/") {
                return .answer(200, ["Content-Type": Wares.manifestType], manifest)
            }
            return request.path.contains("/blobs/") ? blob : .answer(200)
        }

        /// What a socket's buffers hold on loopback, and some to spare; the transfer itself would bring gigabytes.
        private static let fewBytes = 24 << 20

        @Test(arguments: [200, 302, 401, 404, 500]) func aManifestWithoutEndIsNotReadOn(_ status: Int) throws {
            let fields = ["Content-Type": Wares.manifestType, "WWW-Authenticate": "Basic", "Location": "/v2/x"]
            let (_, registry) = try pull { $0.path == "/v2/" ? .answer(200) : .endless(status, fields) }
            #expect(registry.sentBytes < Self.fewBytes * max(registry.requests.count, 1))
            #expect(registry.requests.count <= 8, "\(registry.requests.map(\.path))")
        }

        @Test(arguments: [200, 206, 302, 401, 404, 500]) func aBlobWithoutEndIsNotReadOn(_ status: Int) throws {
            let (_, registry) = try pull { Self.served($0, blob: .endless(status, ["Location": "/v2/y"])) }
            #expect(registry.sentBytes < Self.fewBytes * registry.requests.count)
        }

        @Test func aTokenWithoutEndIsNotReadOn() throws {
            let service = try OwnRegistry { _ in .endless() }
            let realm = "Bearer realm=\"http://\(service.domain)/token\""
            _ = try pull { _ in .answer(401, ["WWW-Authenticate": realm]) }
            #expect(service.requests.count == 1 && service.sentBytes < Self.fewBytes)
        }

        @Test func aBlobThatIsPromisedTooLongIsNotReadAtAll() throws {
            let (outcome, _) = try pull { Self.served($0, blob: .answer(200, [:], Data(count: 5000))) }
            #expect(outcome.errors.contains("what came is 5000 bytes long"), "\(outcome.errors)")
        }

        @Test(
            arguments: ["/manifests/", "/blobs/"],
            [OwnRegistry.Reply.silence, .drip(ofHead: true), .drip(ofHead: false)])
        func aSlowAnswerIsNotWaitedForWithoutEnd(_ place: String, _ reply: OwnRegistry.Reply) throws {
            let (outcome, _) = try pull(["SLIPWAY_NETWORK_SECONDS": "1"]) { request in
                request.path.contains(place) ? reply : Self.served(request, blob: reply)
            }
            #expect(outcome.errors.contains("is too slow"), "\(outcome.errors)")
            #expect(outcome.errors.contains("SLIPWAY_NETWORK_SECONDS"), "it says what to do: \(outcome.errors)")
        }

        @Test func aSilentTokenServiceIsNotWaitedForWithoutEnd() throws {
            let service = try OwnRegistry { _ in .silence }
            let realm = "Bearer realm=\"http://\(service.domain)/token\""
            let (outcome, _) = try pull(["SLIPWAY_NETWORK_SECONDS": "1"]) { _ in
                .answer(401, ["WWW-Authenticate": realm])
            }
            #expect(outcome.errors.contains("\(service.domain) is too slow"), "\(outcome.errors)")
        }

        @Test func aHeadWithoutEndIsRefused() throws {
            let fields = Dictionary(
                uniqueKeysWithValues: (0..<3000).map { ("X-\($0)", String(repeating: "x", count: 40)) })
            let (outcome, _) = try pull { $0.path == "/v2/" ? .answer(200) : .answer(200, fields) }
            #expect(outcome.errors.contains("header is longer than"), "\(outcome.errors)")
        }

        @Test(arguments: [
            (OwnRegistry.Reply.answer(401, ["WWW-Authenticate": #"Bearer realm="/token""#]), 2),
            (.answer(404), 2), (.answer(500), 6), (.answer(429), 6),
            (.answer(302, ["Location": "/v2/app/manifests/v1"]), 8),
        ])
        func nothingIsTriedWithoutEnd(_ reply: OwnRegistry.Reply, _ requests: Int) throws {
            let (_, registry) = try pull { $0.path == "/v2/" ? .answer(200) : reply }
            #expect(registry.requests.count <= requests, "\(registry.requests.map(\.path))")
        }

        @Test func aSettingThatIsNotANumberIsNamed() throws {
            let (outcome, _) = try pull(["SLIPWAY_NETWORK_SECONDS": "soon"]) { _ in .answer(404) }
            #expect(outcome.errors.contains("SLIPWAY_NETWORK_SECONDS is `soon`"), "\(outcome.errors)")
        }

        // MARK: ADD

        private func add(
            _ environment: [String: String], _ reply: OwnRegistry.Reply
        ) throws -> (words: String, left: String) {
            let server = try OwnRegistry { _ in reply }
            var user = try RegistryUser()
            defer { user.remove() }
            user.set(environment)
            try Project(folder: user.folder.appending(path: "context"))
                .write("Dockerfile", "FROM scratch\nADD http://\(server.domain)/file /file\n")
            let outcome = try user.program("build", "--progress", "plain", "context")
            let left = try user.program.run([
                "sh", "-c", "cd store/downloads 2>/dev/null && find . -name '*.part' -o -name file",
            ])
            #expect(outcome.status == 1 && server.sentBytes < Self.fewBytes, "\(outcome)")
            return (outcome.output + outcome.errors, left.output)
        }

        @Test(arguments: [OwnRegistry.Reply.endless(), .answer(200, [:], Data(count: 2 << 20))])
        func addHasALimit(_ reply: OwnRegistry.Reply) throws {
            let (words, left) = try add(["SLIPWAY_MAX_DOWNLOAD": "1M"], reply)
            #expect(words.contains("larger than 1048576 bytes"), "\(words)")
            #expect(words.contains("SLIPWAY_MAX_DOWNLOAD"), "\(words)")
            #expect(left == "", "nothing of it stays: \(left)")
        }

        @Test(arguments: [OwnRegistry.Reply.silence, .drip(ofHead: true), .drip(ofHead: false)])
        func addDoesNotWaitWithoutEnd(_ reply: OwnRegistry.Reply) throws {
            let (words, left) = try add(["SLIPWAY_NETWORK_SECONDS": "1"], reply)
            #expect(words.contains("is too slow"), "\(words)")
            #expect(left == "")
        }

        // MARK: The parent

        /// The child reads at full load when its parent is killed, and ends with it.
        @Test(arguments: [SIGKILL, SIGTERM, SIGINT], ["pull", "build"])
        func theTransferEndsWithWhoStartedIt(_ signal: Int32, _ command: String) throws {
            let size = 4 << 30
            let manifest = String(decoding: Self.manifest, as: UTF8.self).replacing(
                "\"size\":1000", with: "\"size\":\(size)")
            let registry = try OwnRegistry { request in
                request.path.contains("/manifests/")
                    ? .answer(200, ["Content-Type": Wares.manifestType], Data(manifest.utf8))
                    : Self.served(request, blob: request.path.hasSuffix(Self.layer) ? .endless() : .silence)
            }
            let user = try RegistryUser()
            defer { user.remove() }
            try Project(folder: user.folder.appending(path: "context"))
                .write("Dockerfile", "FROM \(registry.domain)/app:v1\n")
            let words = command == "pull" ? ["pull", registry.domain + "/app:v1"] : ["build", "context"]
            let process = try user.program.start([Program.binary] + words, output: Pipe(), errors: Pipe())
            try eventually("a transfer at full load") { registry.sentBytes > 32 << 20 }
            kill(process.processIdentifier, signal)
            process.waitUntilExit()
            try eventually("the end of the transfer") { registry.openConnections == 0 }
        }
    }
}
