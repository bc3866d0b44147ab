internal import FoundationEssentials

/// Fetches one file over HTTP for `ADD`, wherever redirects lead, and without any credentials but those in the address.
public struct FileDownload: Sendable {
    private let transport: any RegistryTransport

    public init(over transport: any RegistryTransport) { self.transport = transport }

    private static let redirects = 10

    /// The answer, 200 or, where `etag` marks what is there already, 304; only a 200's body goes to `receive`.
    /// - Throws: `unexpectedStatus` for any other answer, `unsafeRedirect` for one from TLS to where there is none.
    public func run(
        _ url: String, etag: String? = nil,
        receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void
    ) async throws -> RegistryResponse {
        var place = url
        for _ in 0...Self.redirects {
            var request = RegistryRequest(url: place)
            if let etag { request.fields["If-None-Match"] = etag }
            let answer: RegistryResponse
            do {
                answer = try await transport.send(request) { if $0.status == 200 { try receive($0, $1) } }
            } catch RegistryError.unreachable(let server, let reason) {
                // The transport's own error speaks of a registry; this server is any server.
                throw RegistryError.serverUnreachable(server, reason: reason)
            }
            switch answer.status {
            case 200, 304: return answer
            case 301, 302, 303, 307, 308: place = try Self.next(answer, from: place)
            default:
                throw RegistryError.unexpectedStatus(answer.status, registry: Origin.authority(of: place), detail: "")
            }
        }
        throw RegistryError.lostWay(from: url, reason: "through more than \(Self.redirects) redirects")
    }

    private static func next(_ answer: RegistryResponse, from place: String) throws(RegistryError) -> String {
        guard let location = answer.fields["location"],
            let next = URL(string: location, relativeTo: URL(string: place))?.absoluteURL,
            let scheme = next.scheme?.lowercased(), ["http", "https"].contains(scheme)
        else { throw .lostWay(from: place, reason: "to nowhere") }
        if scheme == "http", place.lowercased().hasPrefix("https:") {
            throw .unsafeRedirect(from: Origin.authority(of: place), to: next.absoluteString)
        }
        return next.absoluteString
    }
}
