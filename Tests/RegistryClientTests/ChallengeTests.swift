import ImageFormat
import RegistryClient
import Testing

@Suite struct ChallengeTests {
    @Test(arguments: [
        (
            #"Bearer realm="https://auth.example/token",service="registry.example",scope="repository:a/b:pull,push""#,
            [
                Challenge.bearer(
                    realm: "https://auth.example/token", service: "registry.example", scope: "repository:a/b:pull,push")
            ]
        ),
        (#"Basic realm="a \"quoted\" realm""#, [.basic(realm: #"a "quoted" realm"#)]),
        ("Basic", [.basic(realm: nil)]),
        (#"Negotiate, Basic realm=plain"#, [.basic(realm: "plain")]),
        (
            #"bearer realm="https://a/t", BASIC realm="b""#,
            [.bearer(realm: "https://a/t", service: nil, scope: nil), .basic(realm: "b")]
        ),
        (#"Bearer service="no realm""#, []),
        (#"Bearer realm="never closed"#, [.bearer(realm: "never closed", service: nil, scope: nil)]),
        ("", []), (",,, ", []), (#"="""=""#, []),
    ])
    func readsWhatItCanMeet(field: String, expected: [Challenge]) {
        #expect(Challenge.parse(field) == expected)
    }
}

/// What a server says is a part of a sentence, however long it is.
@Suite struct RegistryErrorTests {
    private static let long = String(repeating: "a\u{301}", count: 5_000)

    @Test(arguments: [
        RegistryError.unreachable(registry: "r", reason: long), .interrupted(registry: "r", reason: long),
        .serverUnreachable("r", reason: long),
        .tooSlow(registry: "r", reason: long), .untrusted(registry: "r", reason: long),
        .unsafeRedirect(from: "r", to: long), .unexpectedStatus(500, registry: "r", detail: long), .badDocument(long),
        .badDockerConfig(long), .helperFailed(name: "h", reason: long),
        .noSuchPlatform(.host, available: Array(repeating: Platform(os: long, architecture: "x"), count: 10)),
    ])
    func aSentenceStaysOne(_ error: RegistryError) {
        let words = error.description
        #expect(words.unicodeScalars.count < 1000 && words.contains("a\u{301}a\u{301}") && words.contains("…"))
    }

    @Test func theConfigFileThatWasReadIsNamed() {
        let error = #expect(throws: RegistryError.self) {
            try DockerConfigFile(parsing: Array("{".utf8), at: "/etc/own/config.json")
        }
        #expect(error?.description.hasPrefix("the file /etc/own/config.json, where docker keeps passwords") == true)
        let edited = #expect(throws: RegistryError.self) {
            try DockerConfigEdit.setting(nil, for: "r", in: Array("[]".utf8), at: "/etc/own/config.json")
        }
        #expect(edited?.description.contains("/etc/own/config.json") == true)
    }

    @Test func theLayerThatCameShortIsNamed() {
        let layer = Descriptor(mediaType: .layer(.gzip), digest: Digest(of: [1]), size: 9)
        #expect(
            RegistryError.sizeMismatch(of: layer, actual: 5).description
                == "the layer \(layer.digest): what came is 5 bytes long, not 9; nothing was kept: try again")
    }

    @Test func whatIsShortIsWhole() {
        #expect(RegistryError.badDocument("an answer").description.hasSuffix("makes no sense: an answer"))
    }
}
