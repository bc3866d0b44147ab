import ImageFormat

/// Pieces that several formats start from.
enum Sample {
    static let digest = "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
    static let other = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"

    static func descriptor(_ type: String, _ digest: String, size: Int = 1234) -> String {
        #"{"mediaType":"\#(type)","digest":"\#(digest)","size":\#(size)}"#
    }

    static let manifest = """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":\
        \(descriptor("application/vnd.oci.image.config.v1+json", digest)),"layers":[\
        \(descriptor("application/vnd.oci.image.layer.v1.tar+gzip", other, size: 9_000_000)),\
        \(descriptor("application/vnd.docker.image.rootfs.diff.tar.gzip", digest, size: 0))],\
        "annotations":{"org.opencontainers.image.created":"2026-11-27T00:00:00Z"}}
        """

    static let index = """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[\
        {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\(digest)","size":528,\
        "platform":{"architecture":"amd64","os":"linux"}},\
        {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"\(other)","size":529,\
        "platform":{"architecture":"arm64","os":"linux","variant":"v8"},\
        "annotations":{"org.opencontainers.image.ref.name":"v1"}}]}
        """

    static let config = """
        {"architecture":"amd64","os":"linux","created":"2026-11-27T00:00:00Z","author":"ada","config":{"User":"1000:1000",\
        "Env":["PATH=/usr/bin:/bin","LANG=C.UTF-8"],"Cmd":["python","app.py"],"Entrypoint":["/entry"],"WorkingDir":"/app",\
        "ExposedPorts":{"5000/tcp":{}},"Volumes":{"/data":{}},"Labels":{"a":"b"},"StopSignal":"SIGTERM",\
        "Healthcheck":{"Test":["CMD","true"],"Interval":30000000000,"Retries":3},"Shell":["/bin/sh","-c"],\
        "OnBuild":["RUN true"]},"rootfs":{"type":"layers","diff_ids":["\(digest)","\(other)"]},"history":[\
        {"created":"2026-11-27T00:00:00Z","created_by":"RUN /bin/sh -c true # buildkit","comment":"buildkit.dockerfile.v0"},\
        {"created_by":"CMD [\\"python\\"]","empty_layer":true}]}
        """

    /// What any JSON text may be made of.
    static let jsonTokens = [
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "false", "\\u0000", "\\ud800", "\\udc00\\ud800", "\\\"",
        "{\"a\":", "[[[[[[[[", "]]]]]]]]", "\"schemaVersion\":2,", "\"mediaType\":", "\"digest\":", "\"size\":",
        "\"layers\":", "\"manifests\":", "\"config\":", "\"platform\":", "\"annotations\":", digest, "sha512:",
        "sha256:",
        "\u{FEFF}", "é", "\u{65}\u{301}", "\u{202E}", "1e308", "-1", "9223372036854775808",
    ]
}

/// Throws a `BrokenPromise` unless something holds of an input that was taken.
func promise(_ holds: Bool, _ words: @autoclosure () -> String) throws(BrokenPromise) {
    if !holds { throw BrokenPromise(words()) }
}

/// Reads what was written, which must succeed.
func again<Value>(_ read: () throws -> Value) throws(BrokenPromise) -> Value {
    do { return try read() } catch { throw BrokenPromise("what was written cannot be read: \(error)") }
}
