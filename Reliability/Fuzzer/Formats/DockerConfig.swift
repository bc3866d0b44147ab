import ImageFormat
import RegistryClient

extension Format {
    /// The file in which docker keeps what it knows of registries; a change of it must leave the rest as it was.
    static let dockerConfig = Format(
        "docker-config",
        seeds: [
            #"{"auths":{"https://index.docker.io/v1/":{"auth":"YWRhOnNlY3JldA=="},"r.example":{"identitytoken":"t"}}}"#,
            #"{"credHelpers":{"r.example":"pass"},"credsStore":"secretservice","auths":{"r.example":{}},"psFormat":"x"}"#,
            #"{"auths":{"localhost:5000":{"auth":"OjpfOg==","email":"a@b"}},"HttpHeaders":{"User-Agent":"x"}}"#,
        ],
        tokens: Sample.jsonTokens + [
            "\"auths\":", "\"auth\":", "\"identitytoken\":", "\"credHelpers\":", "\"credsStore\":", "https://",
            "http://", "YTpi", "Og==", "=", "index.docker.io",
        ]
    ) { bytes in
        let before = try DockerConfigFile(parsing: bytes)
        let secret = Credentials.password(user: "ada", password: "se:cret")
        let added = try DockerConfigEdit.setting(secret, for: "added.example", in: bytes)
        var expected = before
        expected.stored["added.example"] = secret
        try promise(
            try again { try DockerConfigFile(parsing: added) } == expected, "a login changes more than its own entry")
        let removed = try DockerConfigEdit.setting(nil, for: "added.example", in: added)
        expected.stored["added.example"] = nil
        try promise(
            try again { try DockerConfigFile(parsing: removed) } == expected, "a logout changes more than its own entry"
        )
    }
}
