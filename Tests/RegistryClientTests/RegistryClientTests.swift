import ImageFormat
import RegistryClient
import Synchronization
import Testing

/// A registry made of a table: what it answers, and what it was asked.
private final class Script: RegistryTransport {
    typealias Answer = (status: Int, fields: [String: String], body: String)

    private let answers: @Sendable (RegistryRequest) -> Answer
    private let log = Mutex<[RegistryRequest]>([])

    init(_ answers: @escaping @Sendable (RegistryRequest) -> Answer) { self.answers = answers }

    var requests: [RegistryRequest] { log.withLock { $0 } }

    func send(
        _ request: RegistryRequest, receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void
    ) async throws -> RegistryResponse {
        log.withLock { $0.append(request) }
        let answer = answers(request)
        let response = RegistryResponse(status: answer.status, fields: answer.fields)
        try receive(response, Array(answer.body.utf8))
        return response
    }
}

@Suite struct RegistryClientTests {
    private let address = RegistryAddress(domain: "registry.example")
    private let manifestType = "application/vnd.oci.image.manifest.v1+json"

    private func reference() throws -> Reference { try Reference("registry.example/team/app:v1") }

    @Test func aChallengeIsMetOnceAndTheTokenGoesWithEveryRequest() async throws {
        let type = manifestType
        let script = Script { request in
            if request.url.hasPrefix("https://auth.example/") { return (200, [:], #"{"token":"secret"}"#) }
            guard request.fields["Authorization"] == "Bearer secret" else {
                return (
                    401, ["www-authenticate": #"Bearer realm="https://auth.example/token",service="s",scope="a:b""#],
                    "denied"
                )
            }
            return (200, ["content-type": type], "{}")
        }
        let client = RegistryClient(
            transport: script, address: address, credentials: .password(user: "ada", password: "x"))
        #expect(try await client.manifest("v1", of: reference()).bytes == Array("{}".utf8))
        _ = try await client.manifest("v1", of: reference())
        #expect(
            script.requests.map(\.url) == [
                "https://registry.example/v2/team/app/manifests/v1",
                "https://auth.example/token?service=s&scope=a:b",
                "https://registry.example/v2/team/app/manifests/v1",
                "https://registry.example/v2/team/app/manifests/v1",
            ])
        #expect(script.requests[1].fields["Authorization"] == "Basic YWRhOng=")
    }

    @Test func credentialsDoNotFollowARedirectToAnotherHost() async throws {
        let blob = Descriptor(mediaType: .other(""), of: Array("layer".utf8))
        let script = Script { request in
            if request.url.hasPrefix("https://storage.example/") { return (200, [:], "layer") }
            guard request.fields["Authorization"] != nil else { return (401, ["www-authenticate": "Basic"], "") }
            return (307, ["location": "https://storage.example/blob"], "moved")
        }
        let client = RegistryClient(
            transport: script, address: address, credentials: .password(user: "ada", password: "x"))
        let body = Mutex("")
        try await client.blob(blob, of: reference(), from: 0) { _, bytes in
            body.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        }
        #expect(body.withLock { $0 } == "layer", "the body of the redirect is not the blob's")
        #expect(script.requests.last?.fields["Authorization"] == nil)
    }

    @Test func aTokenIsNotAskedForInTheClear() async throws {
        let script = Script { _ in (401, ["www-authenticate": #"Bearer realm="http://thief.example/token""#], "") }
        let client = RegistryClient(
            transport: script, address: address, credentials: .password(user: "ada", password: "x"))
        await #expect(throws: RegistryError.badDocument("a challenge whose realm is http://thief.example/token")) {
            try await client.manifest("v1", of: reference())
        }
        #expect(script.requests.count == 1)
    }

    @Test(arguments: [404, 401, 403, 500])
    func aRefusalIsNamed(status: Int) async throws {
        let script = Script { _ in (status, [:], #"{"errors":[{"message":"out of order"}]}"#) }
        let client = RegistryClient(transport: script, address: address, credentials: nil)
        let expected: RegistryError =
            switch status {
            case 404: .notFound(try reference())
            case 500: .unexpectedStatus(500, registry: "registry.example", detail: "out of order")
            default: .unauthorized(registry: "registry.example")
            }
        await #expect(throws: expected) { try await client.manifest("v1", of: reference()) }
    }

    @Test func aManifestThatIsNotWhatItsDigestSaysIsRefused() async throws {
        let script = Script { _ in (200, [:], "another") }
        let client = RegistryClient(transport: script, address: address, credentials: nil)
        let asked = Digest(of: Array("one".utf8))
        await #expect(
            throws: RegistryError.digestMismatch(expected: asked, actual: Digest(of: Array("another".utf8)))
        ) { try await client.manifest(asked.description, of: reference()) }
    }

    @Test func aLayerWhoseDiffIDIsKnownIsNotFetched() async throws {
        let layers = ["first", "second"].map { Descriptor(mediaType: .layer(.none), of: Array($0.utf8)) }
        let config = ImageConfig(diffIDs: layers.map(\.digest)).encoded()
        let manifest = Manifest(config: Descriptor(mediaType: .config, of: config), layers: layers).encoded()
        let type = manifestType
        let bodies = [String(decoding: config, as: UTF8.self), "first", "second"]
        let script = Script { request in
            if request.url.contains("/manifests/") {
                return (200, ["content-type": type], String(decoding: manifest, as: UTF8.self))
            }
            return (200, [:], bodies.first { request.url.hasSuffix(Digest(of: Array($0.utf8)).description) } ?? "")
        }
        let client = RegistryClient(transport: script, address: address, credentials: nil)
        let layout = try Layout.empty()
        let known = Mutex<[Digest]>([])
        let pull = ImagePull(client: client, into: layout.folder, layers: .besides(diffIDs: [layers[0].digest])) {
            if case .known(let digest) = $0 { known.withLock { $0.append(digest) } }
        }
        _ = try await pull.run(reference(), platform: .host)
        #expect(known.withLock { $0 } == [layers[0].digest])
        let fetched = script.requests.map(\.url).filter { $0.contains("/blobs/") }
        #expect(fetched.count == 2, "the config, once, and the second layer")
        #expect(fetched.last?.hasSuffix(layers[1].digest.description) == true)
    }

    /// Of an image for several platforms the registry's digest is the list's.
    @Test func thePulledDigestIsTheOneOfWhatTheNameLeadsTo() async throws {
        let config = ImageConfig().encoded()
        let manifest = Manifest(config: Descriptor(mediaType: .config, of: config), layers: []).encoded()
        let entry = Descriptor(
            mediaType: .manifest, digest: Digest(of: manifest), size: Int64(manifest.count), platform: .host)
        let list = Index(manifests: [entry]).encoded()
        let (type, listType) = (manifestType, MediaType.index.name)
        let script = Script { request in
            if request.url.hasSuffix("/manifests/v1") {
                return (200, ["content-type": listType], String(decoding: list, as: UTF8.self))
            }
            let body = request.url.contains("/manifests/") ? manifest : config
            return (200, ["content-type": type], String(decoding: body, as: UTF8.self))
        }
        let client = RegistryClient(transport: script, address: address, credentials: nil)
        let layout = try Layout.empty()
        let pulled = try await ImagePull(client: client, into: layout.folder) { _ in }
            .run(reference(), platform: .host)
        #expect(pulled == Digest(of: list))
    }

    /// What the layout lacks is not a fault where the registry, or another of its repositories, has it.
    @Test(arguments: [200, 201, 202])
    func aBlobThatTheRegistryHasNeedNotBeInTheLayout(_ answer: Int) async throws {
        let layout = try Layout.sample()
        try layout.remove(layout.layer.digest)
        let layer = layout.layer.digest
        let script = Script { request in
            switch request.method {
            case "HEAD": (request.url.hasSuffix("\(layer)") && answer != 200 ? 404 : 200, [:], "")
            case "POST": (answer, [:], "")
            default: (201, [:], "")
            }
        }
        let client = RegistryClient(transport: script, address: address, credentials: nil)
        let push = ImagePush(client: client, from: layout.folder, mountingFrom: ["team/base"]) { _ in }
        if answer == 202 {
            await #expect(throws: RegistryError.absent([layer])) { try await push.run(reference()) }
            #expect(!script.requests.contains { $0.method == "PUT" }, "no tag names what is not whole")
        } else {
            _ = try await push.run(reference())
            #expect(script.requests.last?.method == "PUT")
        }
    }

    @Test func redirectsWithoutEndAreNotFollowed() async throws {
        let script = Script { _ in (302, ["location": "/again"], "") }
        let client = RegistryClient(transport: script, address: address, credentials: nil)
        await #expect(throws: RegistryError.self) { try await client.manifest("v1", of: reference()) }
        #expect(script.requests.count == 6)
    }
}
