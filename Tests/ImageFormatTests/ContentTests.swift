import ImageFormat
import Testing

@Suite struct ContentTests {
    @Test func aDigestIsTheSHA256OfItsBytes() throws {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        #expect(Digest(of: [UInt8]()).hex == empty)
        #expect(Digest("sha256:" + empty) == Digest(of: [UInt8]()))
        #expect(Digest("sha256:" + empty)?.description == "sha256:" + empty)
        #expect(Digest(of: Array("abc".utf8)).short == "ba7816bf8f01")
        for bad in ["", "sha256:", "sha512:" + empty, "sha256:" + empty.uppercased(), "sha256:\(empty)0", empty] {
            #expect(Digest(bad) == nil, "\(bad)")
        }
    }

    /// The example of config.md, "Layer ChainID", worked out.
    @Test func aChainIDCoversAllLayersBelow() {
        let (a, b) = (Digest(of: Array("a".utf8)), Digest(of: Array("b".utf8)))
        let chain = ImageConfig.chainIDs(of: [a, b])
        #expect(chain == [a, Digest(of: Array("\(a) \(b)".utf8))])
        #expect(ImageConfig().chainID == nil)
    }

    @Test func manifestsGoRoundAndKeepTheirBytes() throws {
        let layer = Descriptor(mediaType: .layer(.gzip), of: [1, 2, 3])
        let manifest = Manifest(
            config: Descriptor(mediaType: .config, of: [4]), layers: [layer], annotations: ["b": "2", "a": "1"])
        #expect(try Manifest(parsing: manifest.encoded()) == manifest)
        #expect(String(decoding: manifest.encoded(), as: UTF8.self).hasSuffix(#""annotations":{"a":"1","b":"2"}}"#))
        let index = Index(manifests: [
            Descriptor(mediaType: .dockerManifest, digest: layer.digest, size: 1, platform: Platform("linux/arm/v7"))
        ])
        #expect(try Index(parsing: index.encoded()) == index)
    }

    static let broken: [(text: String, error: FormatError)] = [
        ("[]", .unsupportedSchema(nil)), (#"{"schemaVersion":1}"#, .unsupportedSchema(1)),
        (#"{"schemaVersion":2}"#, .badMember(path: "config", expected: "a descriptor")),
        (
            #"{"schemaVersion":2,"config":{"digest":"sha256:x","size":1}}"#,
            .badMember(path: "config.digest", expected: "sha256: and 64 hexadecimal digits")
        ),
        (
            #"{"schemaVersion":2,"config":{"digest":"sha256:\#(String(repeating: "0", count: 64))","size":-1}}"#,
            .badMember(path: "config.size", expected: "a count of bytes")
        ),
        ("{", .json(.unexpectedEnd)),
        (
            #"{"schemaVersion":2,"config":{},"layers":[\#(String(repeating: "{},", count: 1000)){}]}"#,
            .badMember(path: "layers", expected: "a list of at most 1000 layers")
        ),
    ]

    /// Words for people, not the names of cases.
    @Test func whatIsWrongIsSaidInWords() {
        let errors: [FormatError] = [
            .json(.tooLong(limit: 5)), .json(.tooDeep(limit: 6, offset: 7)), .json(.unexpectedEnd),
            .json(.unexpectedByte(31, offset: 0)), .json(.badEscape(offset: 1)), .json(.badNumber(offset: 2)),
            .json(.trailingBytes(offset: 3)), .badMember(path: "config.size", expected: "a count of bytes"),
            .unsupportedSchema(nil), .unsupportedSchema(1), .unsupportedRootFS("x"),
        ]
        for error in errors {
            let words = "\(error)"
            #expect(!words.contains("(") && words.hasPrefix("it"), "\(words)")
        }
        #expect("\(errors[3])" == "it is not JSON that is taken: byte 0 is 0x1f, where another belongs")
        #expect("\(errors[7])" == "its `config.size` is not a count of bytes")
    }

    @Test(arguments: broken)
    func aTextThatIsNotAManifestIsRefused(_ text: String, _ error: FormatError) {
        #expect(throws: error) { try Manifest(parsing: Array(text.utf8)) }
    }

    static let platforms: [(image: String, machine: String, fits: Bool)] = [
        ("linux/amd64", "linux/amd64", true), ("linux/arm64/v8", "linux/arm64", true),
        ("linux/x86_64", "linux/amd64", true),
        ("linux/arm/v6", "linux/arm/v7", false), ("windows/amd64", "linux/amd64", false),
        ("linux/386", "linux/amd64", false),
    ]

    @Test(arguments: platforms)
    func anImageFitsMachinesOfItsPlatform(_ image: String, _ machine: String, _ fits: Bool) throws {
        #expect(try #require(Platform(image)).matches(try #require(Platform(machine))) == fits)
    }

    @Test(arguments: ["", "linux", "linux/", "a/b/c/d"]) func aTextThatIsNotAPlatformIsRefused(_ text: String) {
        #expect(Platform(text) == nil)
    }

    @Test func namesMediaTypes() {
        for type in [
            MediaType.index, .manifest, .config, .layer(.none), .layer(.gzip), .layer(.zstd), .dockerManifestList,
            .dockerManifest, .dockerConfig, .dockerLayer(.gzip), .other("text/plain"),
        ] {
            #expect(MediaType(type.name) == type)
        }
    }
}
