internal import FoundationEssentials
public import ImageFormat

/// Speaks the OCI distribution specification with the registry of one reference.
///
/// It answers a registry's challenge once for each scope, follows redirects itself and sends credentials only to the
/// origin that they are for.
public actor RegistryClient {
    private let transport: any RegistryTransport
    private let address: RegistryAddress
    private let credentials: Credentials?
    /// `Authorization` of the last challenge that was met, for the registry's own origin.
    private var authorization: String?

    public init(transport: any RegistryTransport, address: RegistryAddress, credentials: Credentials?) {
        self.transport = transport
        self.address = address
        self.credentials = credentials
    }

    /// The largest manifest or token answer that is read, in bytes (the specification asks for 4 MiB at least).
    static let documentLimit = 4 << 20
    private static let redirectLimit = 5

    /// The manifest that a tag or digest names, whichever its kind, with its bytes verified where a digest was asked for.
    public func manifest(_ name: String, of reference: Reference) async throws -> (type: MediaType, bytes: [UInt8]) {
        let accepted: [MediaType] = [.index, .dockerManifestList, .manifest, .dockerManifest]
        let request = RegistryRequest(
            url: address.manifest(reference.path, name),
            fields: ["Accept": accepted.map(\.name).joined(separator: ", ")])
        let (response, bytes) = try await document(request)
        guard response.status == 200 else { throw failure(response, bytes, reference) }
        if let digest = Digest(name) {
            let actual = Digest(of: bytes)
            guard actual == digest else { throw RegistryError.digestMismatch(expected: digest, actual: actual) }
        }
        let type = response.fields["content-type"]?.split(separator: ";").first.map { MediaType(String($0)) }
        return (type ?? .other(""), bytes)
    }

    /// A blob from `offset` on. `receive` is told where the first byte that comes stands: 0 again where the registry
    /// does not resume.
    public func blob(
        _ digest: Digest, of reference: Reference, from offset: Int64,
        receive: @escaping @Sendable (_ start: Int64, [UInt8]) throws -> Void
    ) async throws {
        var fields: [String: String] = [:]
        if offset > 0 { fields["Range"] = "bytes=\(offset)-" }
        let request = RegistryRequest(url: address.blob(reference.path, digest), fields: fields)
        let response = try await follow(request) { response, bytes in
            switch response.status {
            case 200: try receive(0, bytes)
            case 206: try receive(offset, bytes)
            default: break
            }
        }
        guard response.status == 200 || response.status == 206 else { throw failure(response, [], reference) }
    }

    /// Whether the repository has a blob, so that it need not be sent.
    public func hasBlob(_ digest: Digest, of reference: Reference) async throws -> Bool {
        let request = RegistryRequest(method: "HEAD", url: address.blob(reference.path, digest))
        let (response, bytes) = try await document(request)
        switch response.status {
        case 200: return true
        case 404: return false
        default: throw failure(response, bytes, reference)
        }
    }

    /// Sends a blob in one piece (distribution specification, "Pushing a blob monolithically").
    public func upload(_ blob: Descriptor, file: String, of reference: Reference) async throws {
        let begin = RegistryRequest(method: "POST", url: address.uploads(reference.path))
        let (opened, reason) = try await document(begin)
        guard opened.status == 202, let location = opened.fields["location"],
            let url = Origin.resolve(location, against: begin.url), isOwn(url)
        else { throw failure(opened, reason, reference) }
        let put = RegistryRequest(
            method: "PUT", url: url + (url.contains("?") ? "&" : "?") + "digest=\(blob.digest)",
            fields: ["Content-Type": "application/octet-stream", "Content-Length": "\(blob.size)"], body: .file(file))
        let (response, bytes) = try await document(put)
        guard response.status == 201 else { throw failure(response, bytes, reference) }
    }

    /// Sends a manifest and gives it the reference's tag. Its blobs must be there.
    public func putManifest(_ bytes: [UInt8], type: MediaType, of reference: Reference) async throws {
        let name = reference.tag ?? Digest(of: bytes).description
        let request = RegistryRequest(
            method: "PUT", url: address.manifest(reference.path, name), fields: ["Content-Type": type.name],
            body: .bytes(bytes))
        let (response, reason) = try await document(request)
        guard response.status == 201 else { throw failure(response, reason, reference) }
    }

    private func document(_ request: RegistryRequest) async throws -> (RegistryResponse, [UInt8]) {
        let collector = Collector(limit: Self.documentLimit)
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
                redirects += 1
                request.url = next
            } else {
                return response
            }
        }
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
                authorization = Self.basic(user, password)
                return
            }
        }
        throw RegistryError.unauthorized(registry: address.domain)
    }

    private func token(realm: String, service: String?, scope: String?) async throws -> String {
        guard let url = Self.tokenAddress(realm, service: service, scope: scope), isTrusted(realm) else {
            throw RegistryError.badDocument("a challenge whose realm is \(realm)")
        }
        var request = RegistryRequest(url: url)
        if case .password(let user, let password) = credentials {
            request.fields["Authorization"] = Self.basic(user, password)
        }
        let collector = Collector(limit: Self.documentLimit)
        let response = try await transport.send(request) { response, bytes in try collector.add(bytes, of: response) }
        guard response.status == 200 else { throw RegistryError.unauthorized(registry: address.domain) }
        let json: JSON
        do { json = try JSON(parsing: collector.bytes) } catch { throw RegistryError.badDocument("\(error)") }
        guard let token = json["token"]?.string ?? json["access_token"]?.string else {
            throw RegistryError.badDocument("an answer without a token")
        }
        return token
    }

    /// A token service gets the password: over TLS, or beside the registry itself.
    private func isTrusted(_ realm: String) -> Bool {
        realm.lowercased().hasPrefix("https://") || isOwn(realm) || address.base.hasPrefix("http://")
    }

    private static func tokenAddress(_ realm: String, service: String?, scope: String?) -> String? {
        guard var components = URLComponents(string: realm) else { return nil }
        let items = [("service", service), ("scope", scope)].compactMap { name, value in
            value.map { URLQueryItem(name: name, value: $0) }
        }
        components.queryItems = (components.queryItems ?? []) + items
        return components.string
    }

    private static func basic(_ user: String, _ password: String) -> String {
        "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }

    private func failure(_ response: RegistryResponse, _ bytes: [UInt8], _ reference: Reference) -> RegistryError {
        switch response.status {
        case 404: return .notFound(reference)
        case 401, 403: return .unauthorized(registry: address.domain)
        default:
            let detail = (try? JSON(parsing: bytes))?["errors"]?.elements?.first?["message"]?.string ?? ""
            return .unexpectedStatus(response.status, registry: address.domain, detail: detail)
        }
    }
}
