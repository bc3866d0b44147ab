internal import FoundationEssentials
internal import ImageFormat

/// A change of docker's config file that keeps all else in it as it was.
public enum DockerConfigEdit {
    /// The file's bytes with a registry's credentials added, or with its entry removed if there are none. `bytes` is
    /// nil if there is no file; `path` is where the file is, for messages.
    public static func setting(
        _ credentials: Credentials?, for domain: String, in bytes: [UInt8]?,
        at path: String = DockerConfigFile.usualPath
    ) throws(RegistryError) -> [UInt8] {
        var members: [JSON.Member] = []
        if let bytes {
            guard let parsed = try? JSON(parsing: bytes), let found = parsed.members else {
                throw .badDockerConfig("it is not a JSON object", path: path)
            }
            members = found
        }
        let place = members.lastIndex { $0.name == "auths" }
        var entries = place.flatMap { members[$0].value.members } ?? []
        entries.removeAll { DockerConfigFile.host(of: $0.name) == domain }
        if let credentials {
            entries.append(JSON.Member(DockerConfigFile.key(for: domain), entry(of: credentials)))
        }
        if let place {
            members[place].value = .object(entries)
        } else {
            members.insert(JSON.Member("auths", .object(entries)), at: 0)
        }
        return Array((JSON.object(members).pretty() + "\n").utf8)
    }

    private static func entry(of credentials: Credentials) -> JSON {
        switch credentials {
        case .password(let user, let password):
            .object(["auth": .string(Data("\(user):\(password)".utf8).base64EncodedString())])
        case .identityToken(let token):
            // Docker wants a user beside the token.
            .object([
                "auth": .string(Data("00000000-0000-0000-0000-000000000000:".utf8).base64EncodedString()),
                "identitytoken": .string(token),
            ])
        }
    }
}
