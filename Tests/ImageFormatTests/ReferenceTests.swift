import ImageFormat
import Testing

@Suite struct ReferenceTests {
    private static let digest = "sha256:" + String(repeating: "a", count: 64)

    static let valid: [(text: String, full: String, familiar: String)] = [
        ("python:3.11-alpine", "docker.io/library/python:3.11-alpine", "python:3.11-alpine"),
        ("my-flask-app", "docker.io/library/my-flask-app:latest", "my-flask-app:latest"),
        ("me/app:v1.0.1", "docker.io/me/app:v1.0.1", "me/app:v1.0.1"),
        ("library/python", "docker.io/library/python:latest", "python:latest"),
        ("index.docker.io/python", "docker.io/library/python:latest", "python:latest"),
        ("localhost/app", "localhost/app:latest", "localhost/app:latest"),
        ("localhost:5000/app:v1", "localhost:5000/app:v1", "localhost:5000/app:v1"),
        ("registry.test/a/b/c:T_.-9", "registry.test/a/b/c:T_.-9", "registry.test/a/b/c:T_.-9"),
        ("[::1]:5000/app", "[::1]:5000/app:latest", "[::1]:5000/app:latest"),
        ("f/a__b.c-d---e", "docker.io/f/a__b.c-d---e:latest", "f/a__b.c-d---e:latest"),
        ("app@\(digest)", "docker.io/library/app@\(digest)", "app@\(digest)"),
        ("app:v1@\(digest)", "docker.io/library/app:v1@\(digest)", "app:v1@\(digest)"),
        ("HOST/app", "HOST/app:latest", "HOST/app:latest"),
        ("docker.io/docker.io/app", "docker.io/docker.io/app:latest", "docker.io/docker.io/app:latest"),
        ("docker.io/localhost/app", "docker.io/localhost/app:latest", "docker.io/localhost/app:latest"),
    ]

    @Test(arguments: valid)
    func aNameIsCompletedAndShownAsDockerDoes(_ text: String, _ full: String, _ familiar: String) throws {
        let reference = try Reference(text)
        #expect(reference.description == full)
        #expect(reference.familiar == familiar)
        #expect(try Reference(full) == reference)
        #expect(try Reference(familiar) == reference)
    }

    static let invalid: [(text: String, error: ReferenceError)] = [
        ("", .empty),
        ("Flask", .upperCase("Flask")),
        ("me/App", .upperCase("me/App")),
        ("app:", .invalidTag("")),
        ("app:.v1", .invalidTag(".v1")),
        ("app:-v1", .invalidTag("-v1")),
        ("app:v 1", .invalidTag("v 1")),
        ("app:" + String(repeating: "v", count: 129), .invalidTag(String(repeating: "v", count: 129))),
        ("app@sha256:12", .invalidDigest("sha256:12")),
        (":v1", .invalidRepository("")),
        ("-app", .invalidRepository("-app")),
        ("app-", .invalidRepository("app-")),
        ("a..b", .invalidRepository("a..b")),
        ("a___b", .invalidRepository("a___b")),
        ("a//b", .invalidRepository("a//b")),
        ("/a", .invalidRepository("/a")),
        ("ünï", .invalidRepository("ünï")),
        ("https://registry.test/app", .invalidDomain("https:")),
        ("a.-b/app", .invalidDomain("a.-b")),
        (String(repeating: "a", count: 64), .looksLikeImageID(String(repeating: "a", count: 64))),
    ]

    @Test(arguments: invalid)
    func aNameThatIsNotAReferenceIsRefused(_ text: String, _ error: ReferenceError) {
        #expect(throws: error) { try Reference(text) }
        #expect(!error.description.isEmpty)
    }

    @Test func aTagIsReplacedByAValidOne() throws {
        let reference = try Reference("app:v1")
        #expect(try reference.with(tag: "v2").familiar == "app:v2")
        #expect(throws: ReferenceError.invalidTag("v:2")) { try reference.with(tag: "v:2") }
    }
}

@Test(arguments: [
    ("app", true), ("team/app", true), ("localhost:5000/app", true), ("app:latest", false), ("app:v1", false),
])
func aTagThatIsNotWrittenIsImplied(text: String, isImplied: Bool) throws {
    #expect(try Reference(text).isTagImplied(in: text) == isImplied)
}

@Test func aNameWithCapitalsIsToldAsItIsToBeWritten() {
    #expect(ReferenceError.upperCase("me/App").description.hasSuffix("it must be in lower case; write it as me/app"))
}
