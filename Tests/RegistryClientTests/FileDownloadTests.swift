import RegistryClient
import Synchronization
import Testing

/// Where `ADD` goes for a file.
@Suite struct FileDownloadTests {
    /// Answers by address, and remembers what was asked.
    private final class Places: RegistryTransport {
        private let answers: [String: RegistryResponse]
        private let log = Mutex<[String]>([])

        init(_ answers: [String: RegistryResponse]) { self.answers = answers }

        var asked: [String] { log.withLock { $0 } }

        func send(
            _ request: RegistryRequest, receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void
        ) async throws -> RegistryResponse {
            log.withLock { $0.append(request.url) }
            let answer = answers[request.url] ?? RegistryResponse(status: 404)
            try receive(answer, Array("body of \(request.url)".utf8))
            return answer
        }
    }

    private func moved(_ location: String) -> RegistryResponse {
        RegistryResponse(status: 302, fields: ["location": location])
    }

    @Test func redirectsAreFollowedAlsoWhenTheyAreRelative() async throws {
        let places = Places([
            "http://a.example/x/1": moved("2?q"), "http://a.example/x/2?q": moved("https://b.example/3"),
            "https://b.example/3": RegistryResponse(status: 200),
        ])
        let got = Mutex("")
        let answer = try await FileDownload(over: places).run("http://a.example/x/1") { _, bytes in
            got.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
        }
        #expect(answer.status == 200 && got.withLock { $0 } == "body of https://b.example/3")
        #expect(places.asked == ["http://a.example/x/1", "http://a.example/x/2?q", "https://b.example/3"])
    }

    @Test(arguments: ["http://b.example/", "http://a.example/x"]) func tlsIsNotGivenUp(_ target: String) async throws {
        let places = Places(["https://a.example/x": moved(target)])
        await #expect(throws: RegistryError.unsafeRedirect(from: "a.example", to: target)) {
            try await FileDownload(over: places).run("https://a.example/x") { _, _ in }
        }
        #expect(places.asked == ["https://a.example/x"])
    }

    @Test(arguments: ["file:///etc/passwd", "ftp://b.example/x", ""]) func aRedirectLeadsToAServer(_ target: String)
        async throws
    {
        let places = Places(["http://a.example/x": moved(target)])
        await #expect(throws: RegistryError.self) {
            try await FileDownload(over: places).run("http://a.example/x") { _, _ in }
        }
        #expect(places.asked.allSatisfy { $0.hasPrefix("http://a.example/") } && places.asked.count <= 11)
    }

    @Test func redirectsHaveAnEnd() async throws {
        let places = Places(["http://a.example/x": moved("/x")])
        let error = await #expect(throws: RegistryError.self) {
            try await FileDownload(over: places).run("http://a.example/x") { _, _ in }
        }
        #expect(error?.description == "`http://a.example/x` leads through more than 10 redirects")
        #expect(places.asked.count == 11)
    }

    /// Reaches nobody.
    private struct Nowhere: RegistryTransport {
        func send(
            _ request: RegistryRequest, receive: @escaping @Sendable (RegistryResponse, [UInt8]) throws -> Void
        ) async throws -> RegistryResponse {
            throw RegistryError.unreachable(registry: "a.example:80", reason: "refused")
        }
    }

    @Test func noRegistryIsSpokenOf() async throws {
        let error = await #expect(throws: RegistryError.self) {
            try await FileDownload(over: Nowhere()).run("http://a.example:80/x") { _, _ in }
        }
        #expect(
            error?.description == "a.example:80 cannot be reached (refused): check the address, and the network")
    }

    @Test func aRefusalIsNamedWithoutThePasswordInTheAddress() async throws {
        let error = await #expect(throws: RegistryError.self) {
            try await FileDownload(over: Places([:])).run("http://ada:secret@a.example:80/x") { _, _ in }
        }
        #expect(error?.description == "a.example:80 answered with status 404")
    }
}
