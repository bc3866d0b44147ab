/// The body of a request.
public enum RequestBody: Equatable, Sendable {
    case none
    case bytes([UInt8])
    /// A file's content, read as it is sent. Absolute path.
    case file(String)
}

/// A request as the client makes it. Redirects are the client's business, never the transport's.
public struct RegistryRequest: Equatable, Sendable {
    public var method: String
    public var url: String
    /// Field names as they are sent.
    public var fields: [String: String]
    public var body: RequestBody
    /// Whether the answer is a document, and not a file of any size: it must be whole after some time.
    public var isDocument = false

    public init(method: String = "GET", url: String, fields: [String: String] = [:], body: RequestBody = .none) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
    }
}

/// The head of an answer.
public struct RegistryResponse: Equatable, Sendable {
    public var status: Int
    /// Field names in lower case.
    public var fields: [String: String]

    public init(status: Int, fields: [String: String] = [:]) {
        self.status = status
        self.fields = fields
    }
}

/// The network, as far as the client needs it.
public protocol RegistryTransport: Sendable {
    /// Performs one exchange and gives the body to `receive`, in order and as it comes, before it returns. A status that
    /// says no is an answer, not an error; a redirect is an answer too, and is not followed.
    ///
    /// What `receive` throws ends the exchange: nothing more of the body is read.
    /// - Throws: `unreachable` where no answer came, `interrupted` where it ended early, `tooSlow` where it takes too long,
    ///   and whatever `receive` throws.
    func send(
        _ request: RegistryRequest, receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void
    ) async throws -> RegistryResponse
}
