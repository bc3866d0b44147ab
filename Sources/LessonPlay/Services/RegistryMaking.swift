internal import Files
internal import Glibc
internal import LessonFormat
internal import Surroundings

/// Makes the files of a lesson's registry, once: a certificate, a token for each account, and its settings.
struct RegistryMaking {
    let folder: RegistryFolder
    let registry: LessonRegistry
    let surroundings: Surroundings

    /// Files that are there already stay: what was pushed, and the tokens. Only the port may be another one since.
    func make() throws {
        guard access(folder.settings, F_OK) != 0 else { return try keepSettings() }
        do { try Folder.make(folder.path, mode: 0o700) } catch {
            throw LessonFailure("the lesson's registry cannot be made: \(error.description)")
        }
        var said = ""
        let words = ["/bin/bash", "-c", Self.script, "slipway", folder.path] + registry.accounts
        let status = WorkspaceShell(folder: folder.path, in: surroundings).run(program: words) { lines in
            for line in lines { said += String(decoding: line, as: UTF8.self) + "\n" }
        }
        guard status == 0 else {
            throw LessonFailure(
                "the certificate and the tokens of the lesson's registry cannot be made:\n\(said)"
                    + "They need openssl: sudo apt-get install openssl")
        }
        // The last file to come: with it the registry is whole.
        try keepSettings()
    }

    private func keepSettings() throws {
        let bytes = Array(settings.utf8)
        guard (try? WholeFile.read(folder.settings)) != bytes else { return }
        do { try WholeFile.replace(folder.settings, with: bytes) } catch {
            throw LessonFailure("\(folder.settings): \(error.reason)")
        }
    }

    /// Tokens are kept as they are for their owners, and as bcrypt of them for the registry.
    private static let script = #"""
        set -eu -o pipefail
        umask 077
        cd "$1"; shift
        rm -rf tls tokens && mkdir -p tls tokens logins data
        key="-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
        openssl req -x509 $key -keyout tls/ca.key -out ca.crt -days 3650 -subj "/CN=Authority of a lesson" 2>tls/said ||
            { cat tls/said; exit 1; }
        openssl req $key -keyout tls/server.key -out tls/server.csr -subj /CN=localhost 2>tls/said
        echo subjectAltName=DNS:localhost,IP:127.0.0.1 >tls/names
        openssl x509 -req -in tls/server.csr -CA ca.crt -CAkey tls/ca.key -CAcreateserial -days 3650 \
            -out tls/server.crt -extfile tls/names 2>tls/said
        : >accounts
        for name; do
            token=$(openssl rand -hex 12)
            salt=$(openssl rand -hex 11)
            printf '%s\n' "$token" >"tokens/$name"
            hash=$(TOKEN=$token SALT='$2b$05$'$salt perl -e 'print crypt($ENV{TOKEN}, $ENV{SALT})')
            printf '%s:%s\n' "$name" "$hash" >>accounts
        done
        cp accounts accounts.all
        """#

    /// Paths are below the registry's folder, which it is started in: a preparation's folder gets its name when it is whole.
    private var settings: String {
        """
        version: 0.1
        log: {level: warn, accesslog: {disabled: true}}
        storage:
          filesystem: {rootdirectory: data}
          delete: {enabled: true}
        http:
          addr: "127.0.0.1:\(registry.port)"
          tls: {certificate: tls/server.crt, key: tls/server.key}
        auth:
          htpasswd: {realm: \(registry.domain), path: accounts}

        """
    }
}
