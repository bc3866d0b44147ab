import Foundation
import ImageFormat
import RegistryClient
import Synchronization
import SystemPackage
import Testing

/// Pulls from and pushes to Debian's `docker-registry`, on loopback.
@Suite(.serialized, .enabled(if: DebianRegistry.isInstalled, "needs Debian's package docker-registry"))
struct DebianRegistryTests {
    private func client(_ registry: DebianRegistry, _ credentials: Credentials? = nil) -> RegistryClient {
        RegistryClient(
            transport: CurlTransport(), address: RegistryAddress(domain: registry.domain),
            credentials: credentials)
    }

    @Test func whatIsPushedComesBackByteForByte() async throws {
        let registry = try DebianRegistry()
        let sent = try Layout.sample()
        let reference = try Reference("\(registry.domain)/team/app:v1")
        let uploads = Mutex(0)
        let push = ImagePush(client: client(registry), from: sent.folder) { progress in
            if case .uploaded = progress { uploads.withLock { $0 += 1 } }
        }
        let digest = try await push.run(reference)
        #expect(uploads.withLock { $0 } == 2)
        _ = try await push.run(reference)
        #expect(uploads.withLock { $0 } == 2, "blobs that are there are not sent again")

        let got = try Layout.empty()
        let pulled = try await ImagePull(client: client(registry), into: got.folder) { _ in }
            .run(reference, platform: .host)
        #expect(pulled == digest)
        for blob in [digest, sent.config.digest, sent.layer.digest] { #expect(try got.blob(blob) == sent.blob(blob)) }
    }

    @Test func anInterruptedBlobGoesOnAndASpoiltOneStartsAnew() async throws {
        let registry = try DebianRegistry()
        let sent = try Layout.sample()
        let reference = try Reference("\(registry.domain)/team/resumed:v1")
        _ = try await ImagePush(client: client(registry), from: sent.folder) { _ in }.run(reference)
        let content = try sent.blob(sent.layer.digest)

        let half = try Layout.empty()
        try half.write(part: content.prefix(content.count / 2), of: sent.layer.digest)
        let first = Mutex<Int64?>(nil)
        let layer = sent.layer.digest
        _ = try await ImagePull(client: client(registry), into: half.folder) { progress in
            if case .blob(layer, let completed, _) = progress { first.withLock { $0 = $0 ?? completed } }
        }.run(reference, platform: .host)
        #expect(try #require(first.withLock { $0 }) > Int64(content.count / 2), "it went on behind what was there")
        #expect(try half.blob(sent.layer.digest) == content)

        let spoilt = try Layout.empty()
        try spoilt.write(part: Data(repeating: 7, count: content.count / 2), of: sent.layer.digest)
        let pull = ImagePull(client: client(registry), into: spoilt.folder) { _ in }
        _ = try await pull.run(reference, platform: .host)
        #expect(try spoilt.blob(sent.layer.digest) == content)
    }

    @Test func aPasswordIsAskedForAndAWrongOneRefused() async throws {
        let registry = try DebianRegistry(protected: true)
        let sent = try Layout.sample()
        let reference = try Reference("\(registry.domain)/private:v1")
        for credentials in [nil, Credentials.password(user: "ada", password: "wrong")] {
            let push = ImagePush(client: client(registry, credentials), from: sent.folder) { _ in }
            await #expect(throws: RegistryError.unauthorized(registry: registry.domain)) {
                try await push.run(reference)
            }
        }
        let ada = Credentials.password(user: "ada", password: "secret")
        _ = try await ImagePush(client: client(registry, ada), from: sent.folder) { _ in }.run(reference)
    }

    @Test func aTagThatIsNotThereIsNamed() async throws {
        let registry = try DebianRegistry()
        let reference = try Reference("\(registry.domain)/team/app:missing")
        let folder = try Layout.empty().folder
        await #expect(throws: RegistryError.notFound(reference)) {
            try await ImagePull(client: client(registry), into: folder) { _ in }.run(reference, platform: .host)
        }
    }
}
