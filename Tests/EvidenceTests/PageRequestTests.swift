import Foundation
import Scratch
import Synchronization
import Testing

@testable import Evidence

/// One page of this machine.
struct PageRequestTests {
    static let addresses: [(String, String?)] = [
        ("http://localhost:5000/a/b?c", "localhost 5000 /a/b?c"), ("http://127.0.0.1", "127.0.0.1 80 /"),
        ("http://localhost:70000/", nil), ("http://localhost:x/", nil), ("https://localhost/", nil),
        ("http://example.org/", nil), ("http://localhost:1:2/", nil), ("localhost:5000", nil), ("http:///", nil),
    ]

    @Test(arguments: addresses)
    func anAddressIsOneOfThisMachine(_ url: String, _ parts: String?) {
        #expect(PageRequest(url).map { "\($0.host) \($0.port) \($0.path)" } == parts)
    }

    static let replies: [(String, Int?, String)] = [
        ("HTTP/1.0 200 OK\r\nA: b\r\n\r\nbody\r\n\r\nmore", 200, "body\r\n\r\nmore"), ("HTTP/1.1 404\r\n\r\n", 404, ""),
        ("HTTP/1.0 200 OK\r\nA: b\r\n", nil, ""), ("SSH-2.0-x\r\n\r\n", nil, ""), ("HTTP/1.0 abc\r\n\r\n", nil, ""),
        ("", nil, ""), ("HTTP/", nil, ""),
    ]

    @Test(arguments: replies)
    func aReplyIsReadAsFarAsItIsHTTP(_ text: String, _ status: Int?, _ body: String) {
        let reply = PageRequest.parse(Array(text.utf8))
        #expect(reply?.status == status && (reply?.body ?? "") == body)
    }

    @Test func aServerIsAsked() throws {
        let server = try OnePage(reply: "HTTP/1.0 201 Created\r\n\r\nhello")
        let request = try #require(PageRequest("http://localhost:\(server.port)/path"))
        #expect(request.fetch() == PageRequest.Reply(status: 201, body: "hello"))
        #expect(server.asked().hasPrefix("GET /path HTTP/1.0\r\nHost: localhost:\(server.port)\r\n"))
    }
}

/// A server for one request, on a thread of its own.
private final class OnePage: Sendable {
    let port: UInt16
    private let request = Mutex("")
    private let isAnswered = DispatchSemaphore(value: 0)

    init(reply: String) throws {
        let listener = try LoopbackListener()
        port = listener.port
        Thread.detachNewThread { self.serve(reply, listener.descriptor) }
    }

    private func serve(_ reply: String, _ listener: Int32) {
        let client = accept(listener, nil, nil)
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = max(0, read(client, &buffer, buffer.count))
        request.withLock { $0 = String(decoding: buffer[..<count], as: UTF8.self) }
        _ = write(client, reply, reply.utf8.count)
        close(client)
        close(listener)
        isAnswered.signal()
    }

    /// The request, once it has been answered.
    func asked() -> String {
        isAnswered.wait()
        return request.withLock { $0 }
    }
}
