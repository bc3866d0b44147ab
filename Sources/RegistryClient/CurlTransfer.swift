internal import CCurl
internal import Clocks
internal import Glibc

/// One request under way. libcurl calls it back on the thread that performs it, and on no other.
final class CurlTransfer {
    private let request: RegistryRequest
    private let limits: TransferLimits
    private let cancellation: TransferCancellation
    private let receive: (RegistryResponse, [UInt8]) throws -> Void
    private let source: UploadSource?
    private var head = AnswerHead()
    private var clock: TransferClock
    /// Bytes of the answer, its head included.
    private var received: Int64 = 0
    /// Bytes of the body of an answer that is not what was asked for.
    private var refusal = 0
    /// Why the transfer was ended from here.
    private var failure: (any Error)?

    /// Host and port, for messages.
    private var host: String { Origin.authority(of: request.url) }

    init(
        _ request: RegistryRequest, limits: TransferLimits, cancellation: TransferCancellation,
        receive: @escaping (RegistryResponse, [UInt8]) throws -> Void
    ) throws {
        self.request = request
        self.limits = limits
        self.cancellation = cancellation
        self.receive = receive
        source = try UploadSource(request)
        clock = TransferClock(limits, isDocument: request.isDocument, at: MonotonicClock.now)
    }

    func perform(on handle: CurlHandle, authorities: String?) throws -> RegistryResponse {
        guard ["http://", "https://"].contains(where: { request.url.lowercased().hasPrefix($0) }) else {
            throw RegistryError.unreachable(registry: request.url, reason: "it is not an address")
        }
        let fields = try HeaderFields(request.fields)
        let reason = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        reason.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        defer {
            // The options point to values that end here. The connections stay with the handle.
            curl_easy_reset(handle.pointer)
            reason.deallocate()
        }
        describe(to: handle.pointer, fields, authorities)
        listen(on: handle.pointer)
        slipway_curl_set_pointer(handle.pointer, CURLOPT_ERRORBUFFER, reason)
        let code = curl_easy_perform(handle.pointer)
        if let failure { throw failure }
        if code == CURLE_OK, let response = head.final { return response }
        let words = String(cString: reason)
        throw Self.error(code, words.isEmpty ? String(cString: curl_easy_strerror(code)) : words, host: host)
    }

    // MARK: What libcurl is told

    private func describe(to handle: UnsafeMutableRawPointer, _ fields: HeaderFields, _ authorities: String?) {
        slipway_curl_set_text(handle, CURLOPT_URL, Self.escaped(request.url))
        slipway_curl_set_number(handle, CURLOPT_NOSIGNAL, 1)
        // Redirects and failures are answers; so are 401s, and no password is looked for.
        slipway_curl_set_number(handle, CURLOPT_FOLLOWLOCATION, 0)
        slipway_curl_set_number(handle, CURLOPT_CONNECTTIMEOUT_MS, Int(limits.silence * 1000))
        slipway_curl_set_number(handle, CURLOPT_BUFFERSIZE, 1 << 17)
        slipway_curl_set_list(handle, fields.list)
        if let authorities { slipway_curl_set_text(handle, CURLOPT_CAINFO, authorities) }
        if let source {
            slipway_curl_set_number(handle, CURLOPT_UPLOAD, 1)
            slipway_curl_set_size(handle, CURLOPT_INFILESIZE_LARGE, curl_off_t(source.count))
        }
        if request.method == "HEAD" {
            slipway_curl_set_number(handle, CURLOPT_NOBODY, 1)
        } else {
            slipway_curl_set_text(handle, CURLOPT_CUSTOMREQUEST, request.method)
        }
    }

    /// Characters that an address cannot have become `%XX`, so that none of them can begin another line of the request.
    private static func escaped(_ url: String) -> String {
        url.utf8.map { byte in
            (0x21...0x7e).contains(byte)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    private func listen(on handle: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        slipway_curl_set_bytes(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            CurlTransfer.of(context).takeHead(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        slipway_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        slipway_curl_set_bytes(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            CurlTransfer.of(context).takeBody(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        slipway_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        slipway_curl_set_bytes(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
            CurlTransfer.of(context).giveBody(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        }
        slipway_curl_set_pointer(handle, CURLOPT_READDATA, context)
        slipway_curl_set_seek(handle) { context, offset, _ in CurlTransfer.of(context).goBack(to: Int64(offset)) }
        slipway_curl_set_pointer(handle, CURLOPT_SEEKDATA, context)
        slipway_curl_set_progress(handle) { context, _, _, _, sent in CurlTransfer.of(context).look(sent: Int64(sent)) }
        slipway_curl_set_pointer(handle, CURLOPT_XFERINFODATA, context)
        slipway_curl_set_number(handle, CURLOPT_NOPROGRESS, 0)
    }

    /// The transfer that libcurl calls back, which lives until `curl_easy_perform` has returned.
    private static func of(_ context: UnsafeMutableRawPointer?) -> CurlTransfer {
        guard let context else { preconditionFailure("libcurl gives the context back that it was given") }
        return Unmanaged<CurlTransfer>.fromOpaque(context).takeUnretainedValue()
    }

    // MARK: What libcurl calls

    /// How many bytes were taken; fewer than there were ends the transfer.
    private func taking(_ count: Int, _ body: () throws -> Void) -> Int {
        received += Int64(count)
        do { try body() } catch {
            failure = failure ?? error
            return 0
        }
        return count
    }

    private func takeHead(_ line: UnsafeRawBufferPointer) -> Int {
        taking(line.count) { try head.add(line) }
    }

    private func takeBody(_ bytes: UnsafeRawBufferPointer) -> Int {
        taking(bytes.count) {
            guard let response = head.final else { return }
            if !(200..<300).contains(response.status) {
                refusal += bytes.count
                guard refusal <= TransferLimits.refusal else {
                    throw RegistryError.badDocument(
                        "an answer with status \(response.status) that is longer than \(TransferLimits.refusal) bytes")
                }
            }
            try receive(response, Array(bytes))
        }
    }

    private func giveBody(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        do { return try source?.read(into: buffer) ?? 0 } catch {
            failure = failure ?? error
            return Int(CURL_READFUNC_ABORT)
        }
    }

    private func goBack(to offset: Int64) -> Int32 {
        source?.seek(to: offset) == true ? CURL_SEEKFUNC_OK : CURL_SEEKFUNC_FAIL
    }

    /// Once a second at least, and whenever something moves; anything but 0 ends the transfer.
    private func look(sent: Int64) -> Int32 {
        if cancellation.isCancelled {
            failure = failure ?? CancellationError()
            return 1
        }
        let isThinking = source.map { $0.count == sent && received == 0 } ?? false
        let verdict = clock.verdict(at: MonotonicClock.now, moved: received + sent, isThinking: isThinking)
        guard let verdict else { return 0 }
        failure = failure ?? RegistryError.tooSlow(registry: host, reason: Self.words(verdict))
        return 1
    }

    // MARK: Words

    private static func words(_ verdict: TransferClock.Verdict) -> String {
        switch verdict {
        case .silent(let seconds): "nothing came for \(rounded(seconds)) seconds"
        case .slow(let rate): "only \(rate) bytes a second came"
        case .late(let seconds): "the answer was not whole after \(rounded(seconds)) seconds"
        }
    }

    private static func rounded(_ seconds: Double) -> String {
        seconds == seconds.rounded() ? "\(Int(seconds))" : "\(seconds)"
    }

    /// A fault that another try cannot mend is told apart from a connection that was cut.
    private static func error(_ code: CURLcode, _ reason: String, host: String) -> RegistryError {
        switch code {
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR:
            .untrusted(registry: host, reason: reason)
        case CURLE_OK, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_HTTP2,
            CURLE_HTTP2_STREAM:
            .interrupted(registry: host, reason: reason)
        default: .unreachable(registry: host, reason: reason)
        }
    }
}
