import Foundation
import Glibc

/// A running `docker-registry` of its own, which ends with the value.
final class DebianRegistry {
    static let isInstalled = FileManager.default.isExecutableFile(atPath: "/usr/bin/docker-registry")

    let domain: String
    private let process = Process()
    private let folder: URL

    /// `protected`: it wants the user `ada` with the password `secret`.
    init(protected: Bool = false) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "registry-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try Self.freePort()
        domain = "127.0.0.1:\(port)"
        var text = """
            version: 0.1
            storage: {filesystem: {rootdirectory: \(folder.path)/data}}
            http: {addr: "\(domain)"}

            """
        if protected {
            // `htpasswd -nbB ada secret`
            let line = "ada:$2y$05$275D0LcyX3kcZ3a2YuZ.3uOyZyrHP3iXMngax/zrkdAAVI4WS/UZG\n"
            try Data(line.utf8).write(to: folder.appending(path: "htpasswd"))
            text += "auth: {htpasswd: {realm: test, path: \(folder.path)/htpasswd}}\n"
        }
        try Data(text.utf8).write(to: folder.appending(path: "config.yml"))
        process.executableURL = URL(filePath: "/usr/bin/docker-registry")
        process.arguments = ["serve", folder.appending(path: "config.yml").path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        try waitUntilItListens(on: port)
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }

    private func waitUntilItListens(on port: UInt16) throws {
        for _ in 0..<200 {
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
            defer { close(descriptor) }
            if Self.withAddress(port, { connect(descriptor, $0, $1) }) == 0 { return }
            usleep(50_000)
        }
        throw POSIXError(.ETIMEDOUT)
    }

    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        guard withAddress(0, { bind(descriptor, $0, $1) }) == 0 else { throw POSIXError(.EADDRINUSE) }
        var bound = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &bound) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        guard status == 0 else { throw POSIXError(.EADDRINUSE) }
        return UInt16(bigEndian: bound.sin_port)
    }

    private static func withAddress(_ port: UInt16, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
