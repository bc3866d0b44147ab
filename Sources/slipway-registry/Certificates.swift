import FoundationEssentials
import Glibc
import Synchronization

/// The authorities whose certificates are trusted: the system's or `SSL_CERT_FILE`'s, and those that an administrator has
/// put where docker looks, `certs.d/HOST/*.crt` in `/etc/docker`, in `~/.config/docker` or beside `config.json`.
enum Certificates {
    /// The bundle that was made here, and is removed at the end.
    private static let made = Mutex<String?>(nil)
    private static let systemBundle = "/etc/ssl/certs/ca-certificates.crt"

    /// The file with the authorities that connections to a registry are to trust; nil for the system's own.
    static func bundle(for domain: String?) throws -> String? {
        let chosen = ProcessInfo.processInfo.environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        let own = domain.map(certificates) ?? []
        if own.isEmpty { return chosen }
        var trusted = FileManager.default.contents(atPath: chosen ?? systemBundle) ?? Data()
        for path in own { trusted += Data("\n".utf8) + (FileManager.default.contents(atPath: path) ?? Data()) }
        let folder = FileManager.default.temporaryDirectory.appending(path: "slipway-ca-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let file = folder.appending(path: "bundle.pem")
        try trusted.write(to: file)
        made.withLock { $0 = file.path }
        atexit { Certificates.removeBundle() }
        return file.path
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

    static func removeBundle() {
        guard let path = made.withLock({ $0 }) else { return }
        try? FileManager.default.removeItem(at: URL(filePath: path).deletingLastPathComponent())
    }
}
