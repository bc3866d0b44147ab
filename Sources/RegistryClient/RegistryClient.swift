public import ImageFormat

/// Speaks the OCI distribution specification with the registry of one reference.
///
/// It answers a registry's challenge once for each scope, follows redirects itself and sends credentials only to the
/// origin that they are for.
public actor RegistryClient {
    private let transport: any RegistryTransport
    let address: RegistryAddress
    private let credentials: Credentials?
    let retries: RetryPolicy
    /// `Authorization` of the last challenge that was met, for the registry's own origin.
    private var authorization: String?
    /// Whether a token service is asked for a token that can be kept, and the one that it gave.
    private var isLogin = false
    private var identity: String?

    public init(
        transport: any RegistryTransport, address: RegistryAddress, credentials: Credentials?,
        retries: RetryPolicy = .backingOff
    ) {
        self.transport = transport
        self.address = address
        self.credentials = credentials
        self.retries = retries
    }

    /// The largest manifest or token answer that is read, in bytes (the specification asks for 4 MiB at least).
    static let documentLimit = 4 << 20
    private static let redirectLimit = 5

    /// The manifest that a tag or digest names, of any kind, with its bytes verified where a digest was asked for
    /// or is promised by the registry.
    public func manifest(_ name: String, of reference: Reference) async throws -> (type: MediaType, bytes: [UInt8]) {
        let accepted: [MediaType] = [.index, .dockerManifestList, .manifest, .dockerManifest]
        let request = RegistryRequest(
            url: address.manifest(reference.path, name),
            fields: ["Accept": accepted.map(\.name).joined(separator: ", ")])
        let (response, bytes) = try await retrying {
            let (response, bytes) = try await document(request)
            guard response.status == 200 else { throw failure(response, bytes, reference) }
            return (response, bytes)
        }
        let promised = response.fields["docker-content-digest"].flatMap { Digest($0) }
        for digest in [Digest(name), promised].compactMap(\.self) {
            let actual = Digest(of: bytes)
            guard actual == digest else { throw RegistryError.digestMismatch(expected: digest, actual: actual) }
        }
        let type = response.fields["content-type"]?.split(separator: ";").first.map { MediaType(String($0)) }
        return (type ?? .other(""), bytes)
    }

    /// A blob from `offset` on, and not a byte more than its size. `receive` is told where the first byte that comes stands: 0 again where the registry
    /// does not resume.
    public func blob(
        _ blob: Descriptor, of reference: Reference, from offset: Int64,
        receive: @escaping @Sendable (_ start: Int64, [UInt8]) throws -> Void
    ) async throws {
        var fields: [String: String] = [:]
        if offset > 0 { fields["Range"] = "bytes=\(offset)-" }
        let request = RegistryRequest(url: address.blob(reference.path, blob.digest), fields: fields)
        let response = try await follow(request) { response, bytes in
            guard let start = try Self.start(response, askedFor: offset) else { return }
            try Self.demand(blob, of: response, from: start)
            try receive(start, bytes)
        }
        guard response.status == 200 || response.status == 206 else { throw failure(response, [], reference) }
    }

    /// Where in the blob an answer's body begins; nil for an answer that is not the blob.
    private static func start(_ response: RegistryResponse, askedFor offset: Int64) throws -> Int64? {
        switch response.status {
        case 200: return 0
        case 206:
            guard begins(response, at: offset) else {
                throw RegistryError.badDocument("a part of a blob that is not the part that was asked for")
            }
            return offset
        default: return nil
        }
    }

    /// A body whose promised length does not end where the blob does is not read.
    private static func demand(_ blob: Descriptor, of response: RegistryResponse, from start: Int64) throws {
        guard let length = response.fields["content-length"].flatMap({ Int64($0) }), length >= 0 else { return }
        let (end, overflow) = start.addingReportingOverflow(length)
        guard !overflow, end == blob.size else {
            throw RegistryError.sizeMismatch(of: blob, actual: overflow ? .max : end)
        }
    }

    /// Whether `Content-Range: bytes 5-9/10` begins at an offset; a reply without the field is taken at its word, for the
    /// digest tells.
    private static func begins(_ response: RegistryResponse, at offset: Int64) -> Bool {
        guard let range = response.fields["content-range"] else { return true }
        return range.split(whereSeparator: { " -".contains($0) }).dropFirst().first.flatMap { Int64($0) } == offset
    }

    /// Proves the credentials to the registry.
    /// - Returns: the token that can be kept in place of the password, where the registry gives one.
    public func login() async throws -> String? {
        isLogin = true
        let (response, bytes) = try await retrying {
            let (response, bytes) = try await document(RegistryRequest(url: address.base + "/v2/"))
            if response.status >= 500 { throw failure(response, bytes, nil) }
            return (response, bytes)
        }
        guard response.status == 200 else { throw failure(response, bytes, nil) }
        return identity
    }

    /// Performs the body, and performs it again after a pause if it failed for a reason that may pass.
    func retrying<Value>(_ body: () async throws -> Value) async throws -> Value {
        for attempt in 1..<max(1, retries.attempts) {
            do {
                return try await body()
            } catch let error as RegistryError where error.isTransient {
                try await retries.pause(attempt)
            }
        }
        return try await body()
    }

    func document(_ request: RegistryRequest) async throws -> (RegistryResponse, [UInt8]) {
        let collector = Collector(limit: Self.documentLimit)
        var request = request
        // An upload has no limit in time; a document has.
        if case .file = request.body {} else { request.isDocument = true }
        let response = try await follow(request) { response, bytes in try collector.add(bytes, of: response) }
        return (response, collector.bytes)
    }

    /// Sends a request, meets a challenge, and follows redirects without taking the credentials along.
    private func follow(
        _ request: RegistryRequest, receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void
    ) async throws -> RegistryResponse {
        var request = request
        var mayAuthenticate = true
        var redirects = 0
        while true {
            let response = try await transport.send(authorized(request), receive: receive)
            if response.status == 401, mayAuthenticate, isOwn(request.url) {
                mayAuthenticate = false
                try await meet(Challenge.parse(response.fields["www-authenticate"] ?? ""))
            } else if [301, 302, 303, 307, 308].contains(response.status), redirects < Self.redirectLimit,
                let location = response.fields["location"], let next = Origin.resolve(location, against: request.url)
            {
                guard isSafe(next) else { throw RegistryError.unsafeRedirect(from: address.domain, to: next) }
                redirects += 1
                request.url = next
            } else if [301, 302, 303, 307, 308].contains(response.status) {
                throw RegistryError.badDocument("a redirect that leads nowhere, or one after the other without end")
            } else {
                return response
            }
        }
    }

    /// Whether a request may go there: never from TLS to no TLS, and without TLS only to this machine.
    func isSafe(_ url: String) -> Bool {
        url.lowercased().hasPrefix("https://")
            || address.base.hasPrefix("http://") && Origin(url).map(\.isLoopback) == true
    }

    private func isOwn(_ url: String) -> Bool { Origin(url) == Origin(address.base) }

    private func authorized(_ request: RegistryRequest) -> RegistryRequest {
        guard let authorization, isOwn(request.url) else { return request }
        var request = request
        request.fields["Authorization"] = authorization
        return request
    }

    private func meet(_ challenges: [Challenge]) async throws {
        for challenge in challenges {
            switch challenge {
            case .bearer(let realm, let service, let scope):
                authorization = "Bearer " + (try await token(realm: realm, service: service, scope: scope))
                return
            case .basic:
                guard case .password(let user, let password) = credentials else { continue }
                authorization = TokenRequest.basic(user, password)
                return
            }
        }
        throw RegistryError.unauthorized(registry: address.domain)
    }

    private func token(realm: String, service: String?, scope: String?) async throws -> String {
        let asked = TokenRequest(
            realm: realm, service: service, scope: scope, credentials: credentials, asksToStay: isLogin)
        guard var request = asked.request, isSafe(realm) || isOwn(realm) else {
            throw RegistryError.badDocument("a challenge whose realm is \(realm)")
        }
        request.isDocument = true
        let question = request
        let bytes = try await retrying {
            let collector = Collector(limit: Self.documentLimit)
            let response = try await transport.send(question) { try collector.add($1, of: $0) }
            if response.status >= 500 { throw failure(response, collector.bytes, nil) }
            guard response.status == 200 else { throw RegistryError.unauthorized(registry: address.domain) }
            return collector.bytes
        }
        let answer = try TokenAnswer(parsing: bytes)
        identity = answer.identity
        return answer.token
    }

    func failure(_ response: RegistryResponse, _ bytes: [UInt8], _ reference: Reference?) -> RegistryError {
        switch response.status {
        case 404:
            return reference.map(RegistryError.notFound) ?? .notARegistry(address.domain)
        case 401, 403: return .unauthorized(registry: address.domain)
        default:
            let detail = (try? JSON(parsing: bytes))?["errors"]?.elements?.first?["message"]?.string ?? ""
            return .unexpectedStatus(response.status, registry: address.domain, detail: detail)
        }
    }
}
