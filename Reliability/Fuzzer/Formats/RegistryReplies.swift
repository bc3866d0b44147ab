import ImageFormat
import RegistryClient
import Synchronization

extension Format {
    /// The field with which a registry asks for a name and a password.
    static let challenge = Format(
        "challenge",
        seeds: [
            #"Bearer realm="https://auth.example/token",service="registry",scope="repository:a/b:pull,push""#,
            #"Basic realm="a \"quoted\" name", Bearer realm=plain"#, "Negotiate, Basic",
        ],
        tokens: ["Bearer ", "Basic ", "realm=", "\"", "\\", ",", "=", "service=", "scope=\"", " ", "\t"], longest: 2048
    ) { bytes in
        for case .bearer(let realm, _, _) in Challenge.parse(String(decoding: bytes, as: UTF8.self)) {
            _ = Origin(realm)
            _ = Origin.resolve(realm, against: "https://registry.example/v2/")
        }
    }

    /// What a token service answers.
    static let token = Format(
        "token",
        seeds: [
            #"{"token":"abc.def","expires_in":300}"#, #"{"access_token":"x","refresh_token":"y","issued_at":"z"}"#,
        ],
        tokens: Sample.jsonTokens + ["\"token\":", "\"access_token\":", "\"refresh_token\":", "\\r\\n"]
    ) { bytes in
        let answer = try TokenAnswer(parsing: bytes)
        try promise(answer.token.utf8.allSatisfy { (0x21...0x7e).contains($0) }, "a token that would break its field")
    }

    /// Whole conversations with a registry that says anything: statuses, fields, redirects, challenges and bodies.
    static let registry = Format(
        "registry",
        seeds: [
            RegistryScript.ok(Sample.manifest, type: "application/vnd.oci.image.manifest.v1+json"),
            RegistryScript.ok(Sample.index, type: "application/vnd.oci.image.index.v1+json"),
            "401\nwww-authenticate: Bearer realm=\"https://auth.example/t\",service=\"s\",scope=\"a b\"\n\n\u{1E}"
                + "200\n\n{\"token\":\"t\"}\u{1E}" + RegistryScript.ok(Sample.manifest, type: "text/plain"),
            "307\nlocation: https://cdn.example/x\n\n\u{1E}302\nlocation: /v2/a\n\n\u{1E}"
                + RegistryScript.ok("{}", type: ""),
            "500\n\n{\"errors\":[{\"message\":\"busy\"}]}\u{1E}429\nretry-after: 1\n\n\u{1E}206\n"
                + "content-range: bytes 5-9/10\n\nhello",
        ],
        tokens: [
            "\u{1E}", "\n", "\n\n", "200\n", "206\n", "301\n", "307\n", "401\n", "404\n", "416\n", "429\n", "500\n",
            "location: ", "https://", "http://", "file:///etc/passwd", "//host/", "www-authenticate: ", "Bearer realm=",
            "Basic", "content-type: ", "content-length: ", "content-range: bytes ", "docker-content-digest: ",
            Sample.digest, "{\"token\":\"",
        ]
    ) { bytes in
        try RegistryScript(bytes).play()
    }
}

/// The replies of a registry as one text: replies are parted by the record separator, each a line with the status, lines
/// of fields, an empty line and a body.
private struct RegistryScript {
    private let replies: [(head: RegistryResponse, body: [UInt8])]

    init(_ bytes: [UInt8]) {
        replies = bytes.split(separator: 0x1E, omittingEmptySubsequences: false).map { reply in
            let lines = reply.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            let status = Int(String(decoding: lines.first ?? [], as: UTF8.self)) ?? 200
            let fields = lines.dropFirst().prefix { !$0.isEmpty }
            let parts = fields.map { $0.split(separator: UInt8(ascii: ":"), maxSplits: 1) }.filter { $0.count == 2 }
            let body = lines.dropFirst(fields.count + 2).joined(separator: [UInt8(ascii: "\n")])
            return (
                RegistryResponse(
                    status: status,
                    fields: Dictionary(
                        parts.map {
                            (
                                String(decoding: $0[0], as: UTF8.self).lowercased(),
                                String(String(decoding: $0[1], as: UTF8.self).drop { $0 == " " })
                            )
                        }
                    ) { $1 }), Array(body)
            )
        }
    }

    static func ok(_ body: String, type: String) -> String { "200\ncontent-type: \(type)\n\n\(body)" }

    /// Asks for a manifest, a blob from its middle on, and a login; the credentials go to no other place.
    func play() throws {
        let transport = ScriptedTransport(replies)
        let client = RegistryClient(
            transport: transport, address: RegistryAddress(domain: "registry.example"),
            credentials: .password(user: "ada", password: "secret"), retries: RetryPolicy(attempts: 2) { _ in })
        let reference = try Reference("registry.example/a/b:v1")
        let blob = Descriptor(mediaType: .manifest, of: Array("0123456789".utf8))
        try waiting {
            _ = try? await client.manifest("v1", of: reference)
            try? await client.blob(blob, of: reference, from: 5) { _, _ in }
            _ = try? await client.hasBlob(blob.digest, of: reference)
            _ = try? await client.login()
        }
        try promise(transport.requests <= 100, "\(transport.requests) requests for four questions")
        try promise(transport.leaks.isEmpty, "credentials went to \(transport.leaks.first ?? "")")
    }
}

/// Gives the scripted replies one after another, then 404.
private final class ScriptedTransport: RegistryTransport {
    private struct State {
        var waiting: ArraySlice<(head: RegistryResponse, body: [UInt8])>
        var requests = 0
        var leaks: [String] = []
    }

    private let state: Mutex<State>

    init(_ replies: [(head: RegistryResponse, body: [UInt8])]) { state = Mutex(State(waiting: replies[...])) }

    var requests: Int { state.withLock(\.requests) }
    /// Addresses that credentials were sent to and must not be: those without TLS, and other hosts for the registry's token.
    var leaks: [String] { state.withLock(\.leaks) }

    func send(
        _ request: RegistryRequest, receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void
    ) async throws -> RegistryResponse {
        let reply = state.withLock { state in
            state.requests += 1
            let isOwn = Origin(request.url) == Origin("https://registry.example")
            if let proof = request.fields["Authorization"],
                !request.url.lowercased().hasPrefix("https://") || proof.hasPrefix("Bearer ") && !isOwn
            {
                state.leaks.append(request.url)
            }
            return state.waiting.popFirst() ?? (RegistryResponse(status: 404), [])
        }
        if !reply.body.isEmpty { try receive(reply.head, reply.body) }
        return reply.head
    }
}
