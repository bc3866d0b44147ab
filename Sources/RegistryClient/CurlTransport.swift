internal import CCurl
internal import Synchronization
internal import Threads

/// The transport over libcurl: the system's proxies and the system's certificates.
///
/// libcurl hands over what it has read before it reads more, so that a body which is refused is not read on; and every
/// wait in it has an end (`TransferLimits`).
public final class CurlTransport: RegistryTransport {
    private let limits: TransferLimits
    private let authorities: String?
    private let handles = HandlePool()

    /// `authorities` is the path of a file with the certificates to trust; without it, the system's are.
    public init(limits: TransferLimits = TransferLimits(), authorities: String? = nil) {
        self.limits = limits
        self.authorities = authorities
    }

    /// Performs one exchange; see `Transport`.
    public func send(
        _ request: RegistryRequest, receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void
    ) async throws -> RegistryResponse {
        let cancellation = TransferCancellation()
        return try await withTaskCancellationHandler {
            // libcurl waits in its calls: not on a thread that tasks share.
            try await SeparateThread.perform { [self] in try exchange(request, cancellation, receive) }
        } onCancel: {
            cancellation.cancel()
        }
    }

    private func exchange(
        _ request: RegistryRequest, _ cancellation: TransferCancellation,
        _ receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void
    ) throws -> RegistryResponse {
        let transfer = try CurlTransfer(request, limits: limits, cancellation: cancellation, receive: receive)
        let handle = try handles.borrow()
        defer { handles.putBack(handle) }
        return try transfer.perform(on: handle, authorities: authorities)
    }
}

/// Tells a transfer that nobody waits for it any more.
final class TransferCancellation: Sendable {
    private let flag = Atomic(false)

    func cancel() { flag.store(true, ordering: .releasing) }

    var isCancelled: Bool { flag.load(ordering: .acquiring) }
}

/// A handle of libcurl, with the connections that it keeps open.
///
/// `@unchecked Sendable`: one thread at a time uses it, for it is in the pool or with the one exchange that has taken it.
final class CurlHandle: @unchecked Sendable {
    let pointer: UnsafeMutableRawPointer

    private static let isReady = slipway_curl_begin() == CURLE_OK

    init?() {
        guard Self.isReady, let made = curl_easy_init() else { return nil }
        pointer = made
    }

    deinit { curl_easy_cleanup(pointer) }
}

/// Handles that wait for the next request.
private final class HandlePool: Sendable {
    private let idle = Mutex<[CurlHandle]>([])

    func borrow() throws(RegistryError) -> CurlHandle {
        if let handle = idle.withLock({ $0.popLast() }) { return handle }
        guard let made = CurlHandle() else {
            throw .unreachable(registry: "the network", reason: "libcurl cannot start")
        }
        return made
    }

    func putBack(_ handle: CurlHandle) { idle.withLock { $0.append(handle) } }
}
