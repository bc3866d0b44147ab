import Foundation
import Glibc

/// Debian's registry on a free port of loopback, with a folder of its own.
final class DebianRegistry {
    enum Protection: Sendable, CaseIterable {
        case none, password, passwordAndTLS
    }

    static let isInstalled = ["docker-registry", "skopeo", "openssl"].allSatisfy { name in
        FileManager.default.isExecutableFile(atPath: "/usr/bin/\(name)")
    }

    /// `HOST:PORT`, the beginning of references.
    let domain: String
    let folder: URL
    private let process = Process()

    /// The authority that signed its certificate.
    var authority: String { folder.appending(path: "ca.crt").path }

    /// A protected one wants the user `ada` with the password `secret`.
    init(_ protection: Protection = .none) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "registry-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try freePort()
        domain = "127.0.0.1:\(port)"
        var text = """
            version: 0.1
            storage: {filesystem: {rootdirectory: \(folder.path)/data}}
            http:
              addr: "\(domain)"

            """
        if protection == .passwordAndTLS {
            try makeCertificates()
            text += "  tls: {certificate: \(folder.path)/server.crt, key: \(folder.path)/server.key}\n"
        }
        if protection != .none {
            // `htpasswd -nbB ada secret`
            let line = "ada:$2y$05$275D0LcyX3kcZ3a2YuZ.3uOyZyrHP3iXMngax/zrkdAAVI4WS/UZG\n"
            try Data(line.utf8).write(to: folder.appending(path: "htpasswd"))
            text += "auth: {htpasswd: {realm: test, path: \(folder.path)/htpasswd}}\n"
        }
        let file = folder.appending(path: "config.yml")
        try Data(text.utf8).write(to: file)
        process.executableURL = URL(filePath: "/usr/bin/docker-registry")
        process.arguments = ["serve", file.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        for _ in 0..<400 {
            if isListening(port) { return }
            usleep(25_000)
        }
        throw POSIXError(.ETIMEDOUT)
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private func makeCertificates() throws {
        let script = """
            set -e
            openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.crt -days 2 -subj /CN=Authority
            openssl req -newkey rsa:2048 -nodes -keyout server.key -out server.csr -subj /CN=registry
            echo subjectAltName=IP:127.0.0.1 >names
            openssl x509 -req -in server.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 2 -out server.crt -extfile names
            """
        let made = try Program(folder: folder).run(["sh", "-c", script])
        guard made.status == 0 else { throw CocoaError(.fileWriteUnknown) }
    }
}
