import CommandLines
import Testing

/// Which contexts are repositories, and what of them is meant.
struct GitAddressTests {
    @Test(
        arguments: [
            ("https://example.org/a.git", "https://example.org/a.git", nil, ""),
            ("https://example.org/a.git#v1", "https://example.org/a.git", "v1", ""),
            ("https://example.org/a.git#v1:docker/app", "https://example.org/a.git", "v1", "docker/app"),
            ("https://example.org/a.git#:app", "https://example.org/a.git", nil, "app"),
            ("git@example.org:a/b.git#main", "git@example.org:a/b.git", "main", ""),
            ("git://example.org/a", "git://example.org/a", nil, ""),
            ("ssh://git@example.org/a", "ssh://git@example.org/a", nil, ""),
            ("github.com/a/b#refs/heads/x", "https://github.com/a/b", "refs/heads/x", ""),
        ] as [(String, String, String?, String)])
    func anAddressHasItsReferenceAndFolder(_ text: String, _ url: String, _ reference: String?, _ folder: String) throws
    {
        let address = try #require(GitAddress(text))
        #expect(address.url == url && address.reference == reference && address.folder == folder)
    }

    @Test(arguments: [
        ".", "/a/b.git", "./github.com/a", "https://example.org/a.tar.gz", "https://example.org/a", "-", "",
        "https://example.org/a.git#--upload-pack=x", "https://example.org/a.git#main:../x",
    ])
    func othersAreNone(_ text: String) {
        #expect(GitAddress(text) == nil)
    }
}
