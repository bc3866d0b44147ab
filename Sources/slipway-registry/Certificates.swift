import Foundation
import Synchronization

/// The authorities whose certificates are trusted: the system's or `SSL_CERT_FILE`'s, and those that an administrator has
/// put where docker looks, `certs.d/HOST/*.crt` in `/etc/docker`, in `~/.config/docker` or beside `config.json`.
enum Certificates {
    /// The bundle that every connection is to trust; nil for the system's own.
    fileprivate static let bundle = Mutex<String?>(nil)
    private static let systemBundle = "/etc/ssl/certs/ca-certificates.crt"

    /// Before the first connection.
    static func trust(for domain: String) throws {
        let chosen = ProcessInfo.processInfo.environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        let own = certificates(of: domain)
        if own.isEmpty {
            bundle.withLock { $0 = chosen }
            return
        }
        var trusted = FileManager.default.contents(atPath: chosen ?? systemBundle) ?? Data()
        for path in own { trusted += Data("\n".utf8) + (FileManager.default.contents(atPath: path) ?? Data()) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "slipway-ca-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let file = folder.appending(path: "bundle.pem")
        try trusted.write(to: file)
        bundle.withLock { $0 = file.path }
        atexit { Certificates.removeBundle() }
    }

    private static func certificates(of domain: String) -> [String] {
        guard !domain.contains("/"), domain != "..", domain != "." else { return [] }
        let home = ProcessInfo.processInfo.environment["HOME"].map { $0 + "/.config/docker/certs.d/" }
        let besideConfig = DockerConfigPlace.folder.map { $0 + "/certs.d/" }
        return [besideConfig, home, "/etc/docker/certs.d/"].compactMap(\.self).flatMap { base -> [String] in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: base + domain)) ?? []
            return names.filter { $0.hasSuffix(".crt") }.sorted().map { "\(base)\(domain)/\($0)" }
        }
    }

    private static func removeBundle() {
        guard let path = bundle.withLock({ $0 }) else { return }
        let file = URL(filePath: path)
        guard file.lastPathComponent == "bundle.pem" else { return }
        try? FileManager.default.removeItem(at: file.deletingLastPathComponent())
    }
}

/// Stands in front of libcurl's function of that name, for Foundation's network stack on Linux has no way to name a bundle
/// of certificates: each new handle gets ours, and everything else is libcurl's.
@_cdecl("curl_easy_init")
func handleWithBundle() -> UnsafeMutableRawPointer? {
    typealias Make = @convention(c) () -> UnsafeMutableRawPointer?
    typealias SetText = @convention(c) (UnsafeMutableRawPointer?, Int32, UnsafePointer<CChar>) -> Int32
    let next = UnsafeMutableRawPointer(bitPattern: -1)  // RTLD_NEXT
    guard let make = dlsym(next, "curl_easy_init") else { return nil }
    let handle = unsafeBitCast(make, to: Make.self)()
    let authorities: Int32 = 10_065  // CURLOPT_CAINFO
    if let bundle = Certificates.bundle.withLock({ $0 }), let set = dlsym(next, "curl_easy_setopt") {
        _ = unsafeBitCast(set, to: SetText.self)(handle, authorities, bundle)
    }
    return handle
}
