import Foundation

/// The authorities whose certificates are trusted: the system's or `SSL_CERT_FILE`'s, and those that an administrator has
/// put where docker looks, `certs.d/HOST/*.crt`.
enum Certificates {
    /// What Foundation's network stack reads a bundle's path from.
    private static let variable = "URLSessionCertificateAuthorityInfoFile"
    private static let systemBundle = "/etc/ssl/certs/ca-certificates.crt"

    /// Before the first connection. The variable of the environment itself could switch all verification off: it is never
    /// taken over.
    static func trust(for domain: String) throws {
        unsetenv(variable)
        let chosen = ProcessInfo.processInfo.environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        let own = certificates(of: domain)
        if own.isEmpty {
            if let chosen { setenv(variable, chosen, 1) }
            return
        }
        var bundle = FileManager.default.contents(atPath: chosen ?? systemBundle) ?? Data()
        for path in own { bundle += Data("\n".utf8) + (FileManager.default.contents(atPath: path) ?? Data()) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "slipway-ca-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let file = folder.appending(path: "bundle.pem")
        try bundle.write(to: file)
        setenv(variable, file.path, 1)
        atexit { Certificates.removeBundle() }
    }

    private static func certificates(of domain: String) -> [String] {
        guard !domain.contains("/"), domain != "..", domain != "." else { return [] }
        let home = ProcessInfo.processInfo.environment["HOME"].map { $0 + "/.config/docker/certs.d/" }
        return [home, "/etc/docker/certs.d/"].compactMap(\.self).flatMap { base -> [String] in
            let names = (try? FileManager.default.contentsOfDirectory(atPath: base + domain)) ?? []
            return names.filter { $0.hasSuffix(".crt") }.sorted().map { "\(base)\(domain)/\($0)" }
        }
    }

    private static func removeBundle() {
        guard let path = getenv(variable) else { return }
        let file = URL(filePath: String(cString: path))
        guard file.lastPathComponent == "bundle.pem" else { return }
        try? FileManager.default.removeItem(at: file.deletingLastPathComponent())
    }
}
