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
