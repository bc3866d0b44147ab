internal import Foundation
internal import FoundationNetworking
internal import Synchronization

/// The transport over Foundation's URLSession: the system's proxies and the system's certificates.
public final class URLSessionTransport: RegistryTransport {
    private let session: URLSession
    private let exchanges = Exchanges()
    private let idleSeconds: Double

    /// `idleSeconds` is how long a connection may be silent before it counts as lost.
    public init(idleSeconds: Double = 60) {
        self.idleSeconds = idleSeconds
        let configuration = URLSessionConfiguration.ephemeral
        configuration.timeoutIntervalForRequest = idleSeconds
        configuration.httpCookieStorage = nil
        configuration.urlCache = nil
        // Credentials are the client's business: the session must not find any by itself.
        configuration.urlCredentialStorage = nil
        session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
    }

    deinit { session.invalidateAndCancel() }

    public func send(
        _ request: RegistryRequest, receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void
    ) async throws -> RegistryResponse {
        guard let url = URL(string: request.url), let host = url.host else {
            throw RegistryError.unreachable(registry: request.url, reason: "not an address")
        }
        let authority = url.port.map { "\(host):\($0)" } ?? host
        var made = URLRequest(url: url)
        made.httpMethod = request.method
        for (name, value) in request.fields { made.setValue(value, forHTTPHeaderField: name) }
        let task = task(made, request.body)
        let watch = Task { [exchanges, idleSeconds] in await exchanges.watch(task, patience: idleSeconds + 5) }
        defer { watch.cancel() }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                exchanges.begin(task, Exchange(host: authority, receive: receive, continuation: continuation))
                task.resume()
            }
        } onCancel: {
            task.cancel()
        }
    }
}

extension URLSessionTransport {
    private func task(_ request: URLRequest, _ body: RequestBody) -> URLSessionTask {
        switch body {
        case .none: session.dataTask(with: request)
        case .bytes(let bytes): session.uploadTask(with: request, from: Data(bytes))
        case .file(let path): session.uploadTask(with: request, fromFile: URL(filePath: path))
        }
    }
}

/// One request that is under way.
private struct Exchange: Sendable {
    let host: String
    let receive: @Sendable (RegistryResponse, [UInt8]) throws -> Void
    let continuation: CheckedContinuation<RegistryResponse, any Error>
    var response: RegistryResponse?
    var failure: (any Error)?
    /// When something was last heard of it.
    var lastSign = ContinuousClock.now
}

extension Exchange {
    /// Gives the caller what came of it. A 401 counts as an answer, whatever the session says of it.
    func end(_ error: RegistryError? = nil) {
        if let failure {
            continuation.resume(throwing: failure)
        } else if let response, error == nil || response.status == 401 {
            continuation.resume(returning: response)
        } else {
            let reason = "it closed the connection"
            continuation.resume(throwing: error ?? RegistryError.interrupted(registry: host, reason: reason))
        }
    }
}

/// Carries what the session reports to the exchange that it is about.
private final class Exchanges: NSObject, URLSessionDataDelegate {
    private let running = Mutex<[Int: Exchange]>([:])

    func begin(_ task: URLSessionTask, _ exchange: Exchange) {
        running.withLock { $0[task.taskIdentifier] = exchange }
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }

    /// A 401 is the client's to answer, and its body has come: the exchange ends here. What the session makes of a refused
    /// challenge does not matter then; once in a while it makes nothing, and default handling never ends.
    func urlSession(
        _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
        completionHandler: @escaping (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
    ) {
        if let response = task.response, note(response, of: task) == 401,
            let exchange = running.withLock({ $0.removeValue(forKey: task.taskIdentifier) })
        {
            exchange.end()
        }
        completionHandler(.rejectProtectionSpace, nil)
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, didSendBodyData bytesSent: Int64, totalBytesSent: Int64,
        totalBytesExpectedToSend: Int64
    ) {
        running.withLock { $0[task.taskIdentifier]?.lastSign = .now }
    }

    /// The session has timers of its own, but none for what it forgets: an exchange of which nothing is heard for so many
    /// seconds ends here.
    func watch(_ task: URLSessionTask, patience: Double) async {
        while (try? await Task.sleep(for: .seconds(1))) != nil {
            let silent = running.withLock { running -> Exchange? in
                guard let exchange = running[task.taskIdentifier],
                    exchange.lastSign.duration(to: .now) > .seconds(patience)
                else { return nil }
                return running.removeValue(forKey: task.taskIdentifier)
            }
            guard let silent else { continue }
            task.cancel()
            let reason = "nothing came for \(Int(patience)) seconds"
            silent.continuation.resume(throwing: RegistryError.interrupted(registry: silent.host, reason: reason))
            return
        }
    }

    func urlSession(
        _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
        completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
    ) {
        note(response, of: dataTask)
        completionHandler(.allow)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        if let response = dataTask.response { note(response, of: dataTask) }
        guard let exchange = running.withLock({ $0[dataTask.taskIdentifier] }), exchange.failure == nil,
            let response = exchange.response
        else { return }
        do {
            try exchange.receive(response, [UInt8](data))
        } catch {
            running.withLock { $0[dataTask.taskIdentifier]?.failure = error }
            dataTask.cancel()
        }
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let response = task.response { note(response, of: task) }
        guard let exchange = running.withLock({ $0.removeValue(forKey: task.taskIdentifier) }) else { return }
        exchange.end(error.map { Self.failure($0, host: exchange.host) })
    }

    /// What no further try will mend is told from a connection that was cut.
    private static func failure(_ error: any Error, host: String) -> RegistryError {
        let reason = error.localizedDescription
        if reason.contains("certificate") { return .untrusted(registry: host, reason: reason) }
        let lasting: Set<URLError.Code> = [
            .cannotFindHost, .cannotConnectToHost, .dnsLookupFailed, .notConnectedToInternet, .timedOut, .badURL,
            .unsupportedURL, .secureConnectionFailed, .serverCertificateUntrusted, .cancelled,
        ]
        guard let code = (error as? URLError)?.code, !lasting.contains(code) else {
            return .unreachable(registry: host, reason: reason)
        }
        return .interrupted(registry: host, reason: reason)
    }

    /// Returns the status.
    @discardableResult
    private func note(_ response: URLResponse, of task: URLSessionTask) -> Int? {
        guard let http = response as? HTTPURLResponse else { return nil }
        var fields: [String: String] = [:]
        for (name, value) in http.allHeaderFields {
            if let name = name as? String, let value = value as? String { fields[name.lowercased()] = value }
        }
        let head = RegistryResponse(status: http.statusCode, fields: fields)
        running.withLock {
            $0[task.taskIdentifier]?.response = head
            $0[task.taskIdentifier]?.lastSign = .now
        }
        return http.statusCode
    }
}
