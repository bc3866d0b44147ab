import Foundation
import Synchronization
import Testing

/// One way in which a registry does not keep its word.
struct Lie: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What the sentence that the user reads says of it.
    var words: String
    var change: @Sendable (inout Wares) throws -> Void

    init(_ name: String, says words: String, _ change: @escaping @Sendable (inout Wares) throws -> Void) {
        testDescription = name
        self.words = words
        self.change = change
    }

    static let ofBlobs = [
        Lie("a layer of other bytes", says: "what came is not what was asked for") { wares in
            let digest = try wares.layer
            wares.blobs[digest] = wares.blobs[digest].map { Data($0.reversed()) }
        },
        Lie("a config of other bytes", says: "what came is not what was asked for") { wares in
            let digest = try wares.config
            wares.blobs[digest] = wares.blobs[digest].map { Data($0.reversed()) }
        },
        Lie("a layer that is too long", says: "bytes long, not") { wares in
            try wares.blobs[wares.layer]? += Data("more".utf8)
        },
        Lie("a layer that is too short", says: "bytes long, not") { wares in
            try wares.blobs[wares.layer]?.removeLast(10)
        },
        Lie("a layer that ends early", says: "was cut") { wares in
            let digest = try wares.layer
            let bytes = wares.blobs[digest] ?? Data()
            wares.instead["/blobs/" + digest] = .cut([:], bytes.prefix(100), promised: bytes.count)
        },
        Lie("a layer without end", says: "bytes long, not") { wares in
            try wares.instead["/blobs/" + wares.layer] = .endless()
        },
        Lie("a layer that is not there", says: "has no image") { wares in
            try wares.instead["/blobs/" + wares.layer] = .answer(404)
        },
        Lie("a part of a layer that nobody asked for", says: "not the part that was asked for") { wares in
            let digest = try wares.layer
            let part = wares.blobs[digest]?.suffix(50) ?? Data()
            wares.instead["/blobs/" + digest] = .answer(206, ["Content-Range": "bytes 7-56/100"], part)
        },
        Lie("a layer that is an archive of nothing", says: "hashes to") { wares in
            try wares.replace("layers", by: Data(count: 1024))
        },
        Lie("a layer that is no archive", says: "damaged") { wares in
            try wares.replace("layers", by: Data(repeating: 7, count: 1024))
        },
        Lie("a config that is no JSON", says: "makes no sense") { wares in
            try wares.replace("config", by: Data("hello".utf8))
        },
        Lie("a config with another diff ID", says: "hashes to") { wares in
            var config = try Wares.object(wares.blobs[wares.config] ?? Data())
            config["rootfs"] = ["type": "layers", "diff_ids": ["sha256:" + String(repeating: "5", count: 64)]]
            try wares.replace("config", by: Wares.encoded(config))
        },
        Lie("a config with fewer layers", says: "names 0 layers") { wares in
            var config = try Wares.object(wares.blobs[wares.config] ?? Data())
            config["rootfs"] = ["type": "layers", "diff_ids": [String]()]
            try wares.replace("config", by: Wares.encoded(config))
        },
    ]

    static let ofManifests = [
        Lie("a manifest that is no JSON", says: "makes no sense") { $0.manifest = Data("<html>".utf8) },
        Lie("a manifest of another type", says: "a manifest of the type text/html") { $0.type = "text/html" },
        Lie("a manifest without end", says: "longer than") {
            $0.instead["/manifests/v1"] = .endless(200, ["Content-Type": Wares.manifestType])
        },
        Lie("a manifest under another digest", says: "what came is not what was asked for") {
            let digest = "sha256:" + String(repeating: "0", count: 64)
            $0.instead["/manifests/v1"] = .answer(
                200, ["Content-Type": Wares.manifestType, "Docker-Content-Digest": digest], $0.manifest)
        },
        Lie("a size below nothing", says: "makes no sense") { wares in
            try wares.change { $0["config"] = ($0["config"] as? [String: Any])?.merging(["size": -1]) { $1 } }
        },
        Lie("a size beyond all numbers", says: "makes no sense") { wares in
            try wares.change { $0["config"] = ($0["config"] as? [String: Any])?.merging(["size": 1e300]) { $1 } }
        },
        Lie("a digest that leads out", says: "makes no sense") { wares in
            try wares.change {
                $0["config"] = ($0["config"] as? [String: Any])?.merging(["digest": "sha256:../../../x"]) { $1 }
            }
        },
        Lie("an image for another machine", says: "it is there for linux/s390x") { wares in
            wares.type = Wares.indexType
            let entry: [String: Any] = [
                "mediaType": Wares.manifestType, "digest": try Wares.digest(wares.manifest),
                "size": wares.manifest.count, "platform": ["os": "linux", "architecture": "s390x"],
            ]
            wares.manifest = try Wares.encoded(["schemaVersion": 2, "manifests": [entry]])
        },
        Lie("a redirect to itself", says: "one after the other without end") {
            $0.instead["/manifests/v1"] = .answer(302, ["Location": "/v2/app/manifests/v1"])
        },
        Lie("a redirect to a host without TLS", says: "not protected by TLS") {
            $0.instead["/manifests/v1"] = .answer(307, ["Location": "http://192.0.2.1/x"])
        },
        Lie("a redirect to a file", says: "leads nowhere") {
            $0.instead["/manifests/v1"] = .answer(307, ["Location": "file:///etc/passwd"])
        },
        Lie("a failure of its own", says: "answered with status 500") { $0.instead["/manifests/v1"] = .answer(500) },
        Lie("a login that leads to a file", says: "realm is file:///etc/passwd") {
            $0.instead["/manifests/v1"] = .answer(
                401, ["WWW-Authenticate": #"Bearer realm="file:///etc/passwd",service="x""#])
        },
    ]
}

extension EndToEnd {
    /// A registry that lies: each lie is refused with a sentence, and nothing of it comes into the store.
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct LyingRegistryTests {
        /// An image of one layer, as an honest registry would serve it.
        private static let honest = Result {
            let user = try RegistryUser()
            defer { user.remove() }
            let project = Project(folder: user.folder.appending(path: "context"))
            try project.write("Dockerfile", "FROM scratch\nCOPY a /a\n")
            try project.write("a", (0..<2000).map { "line \($0 &* 7919)\n" }.joined())
            _ = try user.program("build", "-q", "-t", "app:v1", "context")
            let saved = try user.program(
                "save", "--format", "oci-dir", "--compression", "gzip", "--output", "layout", "app:v1")
            guard saved.status == 0 else { throw CocoaError(.fileReadNoSuchFile) }
            return try Wares(layout: user.folder.appending(path: "layout"))
        }

        /// Pulls what a registry serves, and says what of it is in the store.
        private func pull(
            _ wares: Wares, limits: [String: String] = [:], user given: RegistryUser? = nil
        ) throws -> (outcome: Program.Outcome, kept: String) {
            let registry = try OwnRegistry { wares.reply($0) }
            var user = try given ?? RegistryUser()
            defer { if given == nil { user.remove() } }
            user.set(limits)
            let outcome = try user.program.run(["timeout", "100", Program.binary, "pull", registry.domain + "/app:v1"])
            let images = try user.program("images", "--quiet")
            let kept = try user.program.run([
                "find", "store/blobs/sha256", "store/layers", "store/diffs", "store/tmp", "-mindepth", "1",
            ])
            return (outcome, images.output + kept.output)
        }

        @Test func theTruthIsTaken() throws {
            let (outcome, kept) = try pull(try Self.honest.get())
            #expect(outcome.status == 0 && !kept.isEmpty, "\(outcome.errors)")
        }

        @Test(arguments: Lie.ofBlobs + Lie.ofManifests) func aLieOfARegistryIsRefused(_ lie: Lie) throws {
            var wares = try Self.honest.get()
            try lie.change(&wares)
            let (outcome, kept) = try pull(wares)
            #expect(outcome.status == 1)
            #expect(outcome.errors.hasPrefix("Error: ") && outcome.errors.contains(lie.words), "\(outcome.errors)")
            #expect(kept == "")
        }

        /// An honest pull succeeds after a lie, whatever the lie has left behind.
        @Test func theTruthIsTakenAfterALie() throws {
            let user = try RegistryUser()
            defer { user.remove() }
            let honest = try Self.honest.get()
            let registry = try OwnRegistry { [count = Counter()] request in
                let reply = honest.reply(request)
                guard case .answer(200, let fields, let body) = reply, request.path.contains("/blobs/"),
                    count.next() <= 2
                else { return reply }
                return .answer(200, fields, Data(body.reversed()))
            }
            let name = registry.domain + "/app:v1"
            #expect(try user.program("pull", name).status == 1)
            let outcome = try user.program("pull", name)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }

        @Test func aBombIsStoppedWhereTheUserSays() throws {
            let user = try RegistryUser()
            defer { user.remove() }
            let packed = try user.program.run(["sh", "-c", "truncate -s 200M zeros && tar -c zeros | gzip >bomb"])
            #expect(packed.status == 0)
            let bomb = try Data(contentsOf: user.folder.appending(path: "bomb"))
            var wares = try Self.honest.get()
            try wares.replace("layers", by: bomb)
            let (outcome, kept) = try pull(wares, limits: ["SLIPWAY_MAX_UNPACKED": "10M"])
            #expect(outcome.status == 1 && kept == "")
            #expect(outcome.errors.contains("more than 10485760 bytes come out of it"), "\(outcome.errors)")
            #expect(outcome.errors.contains("SLIPWAY_MAX_UNPACKED"))
            let mistyped = try pull(wares, limits: ["SLIPWAY_MAX_UNPACKED": "lots"])
            #expect(mistyped.outcome.errors.contains("SLIPWAY_MAX_UNPACKED is `lots`"), "\(mistyped.outcome.errors)")
        }

        /// The password goes to the token service that the registry names, the token to the registry, and neither to the
        /// place that a blob is kept at.
        @Test func credentialsStayWhereTheyBelong() throws {
            let wares = try Self.honest.get()
            // A place for blobs, which asks for a password under one of its paths.
            let storage = try OwnRegistry { request in
                guard request.fields["authorization"] == nil else { return .answer(500) }
                return request.path == "/asks" ? .answer(401, ["WWW-Authenticate": "Basic"]) : wares.reply(request)
            }
            let service = try OwnRegistry { _ in .answer(200, [:], Data(#"{"token":"ticket"}"#.utf8)) }
            let (away, realm) = (storage.domain, service.domain)
            let registry = try OwnRegistry { request in
                guard request.fields["authorization"] == "Bearer ticket" else {
                    let challenge = #"Bearer realm="http://\#(realm)/token",service="it",scope="repository:app:pull""#
                    return .answer(401, ["WWW-Authenticate": challenge])
                }
                guard request.path.contains("/blobs/") else { return wares.reply(request) }
                return .answer(307, ["Location": "http://\(away)\(request.path)"])
            }
            let user = try RegistryUser()
            defer { user.remove() }
            try Project(folder: user.home).write(
                ".docker/config.json", #"{"auths":{"\#(registry.domain)":{"auth":"YWRhOnNlY3JldA=="}}}"#)
            let outcome = try user.program("pull", registry.domain + "/app:v1")
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(service.requests.map(\.path) == ["/token?service=it&scope=repository:app:pull"])
            #expect(service.requests.first?.fields["authorization"] == "Basic YWRhOnNlY3JldA==")
            #expect(!storage.requests.isEmpty)
            #expect(storage.requests.allSatisfy { $0.fields["authorization"] == nil })
            #expect(registry.requests.allSatisfy { $0.fields["authorization"]?.hasPrefix("Basic") != true })

            let asking = try OwnRegistry { request in
                guard request.fields["authorization"] != nil else {
                    return .answer(401, ["WWW-Authenticate": "Basic"])
                }
                return .answer(307, ["Location": "http://\(away)/asks"])
            }
            try Project(folder: user.home).write(
                ".docker/config.json", #"{"auths":{"\#(asking.domain)":{"auth":"YWRhOnNlY3JldA=="}}}"#)
            let refused = try user.program("pull", asking.domain + "/app:v1")
            #expect(refused.status == 1)
            #expect(storage.requests.last?.path == "/asks" && storage.requests.last?.fields["authorization"] == nil)
        }

        /// Of many platforms the machine's is taken, or the one that is asked for.
        @Test func theMachinesOwnPlatformIsTaken() throws {
            var wares = try Self.honest.get()
            let manifest = wares.manifest
            let digest = try Wares.digest(manifest)
            let machine = try Program(folder: URL(filePath: "/")).run(["uname", "-m"]).output
            let own = machine.hasPrefix("aarch64") ? "arm64" : "amd64"
            let entries: [[String: Any]] = [("s390x", "sha256:" + String(repeating: "1", count: 64)), (own, digest)].map
            {
                [
                    "mediaType": Wares.manifestType, "digest": $0.1, "size": manifest.count,
                    "platform": ["os": "linux", "architecture": $0.0],
                ]
            }
            wares.blobs[digest] = manifest
            wares.type = Wares.indexType
            wares.manifest = try Wares.encoded(["schemaVersion": 2, "manifests": entries])
            let (outcome, _) = try pull(wares)
            // The digest that the name has in the registry is the one of the list, as docker tells it.
            let listed = try Wares.digest(wares.manifest)
            #expect(outcome.status == 0 && outcome.output.contains("Digest: \(listed)"), "\(outcome)")
        }
    }
}

/// Counts calls from several threads.
final class Counter: Sendable {
    private let value = Mutex(0)
    func next() -> Int {
        value.withLock {
            $0 += 1
            return $0
        }
    }
}
