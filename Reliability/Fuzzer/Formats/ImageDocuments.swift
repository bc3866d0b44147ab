import ImageFormat

extension Format {
    /// Any JSON text: what is written of it reads back as the same.
    static let json = Format(
        "json", seeds: [Sample.manifest, Sample.config, #"[1,-2.5e3,"a\u00e9\n",null,true,{"":{}}]"#],
        tokens: Sample.jsonTokens
    ) { bytes in
        let value = try JSON(parsing: bytes)
        try promise(
            try again { try JSON(parsing: value.encoded()) } == value, "what is written reads back as something else")
        try promise(
            try again { try JSON(parsing: Array(value.pretty().utf8)) } == value, "what is written over lines differs")
    }

    /// A manifest, as a registry or an archive gives it.
    static let manifest = Format("manifest", seeds: [Sample.manifest, Sample.index], tokens: Sample.jsonTokens) {
        bytes in
        let manifest = try Manifest(parsing: bytes)
        try promise(
            try again { try Manifest(parsing: manifest.encoded()) } == manifest, "the manifest reads back as another")
        for blob in manifest.layers + [manifest.config] { try promise(blob.size >= 0, "a size below nothing") }
    }

    /// A list of manifests, and the choice of one for a platform.
    static let index = Format("index", seeds: [Sample.index, Sample.manifest], tokens: Sample.jsonTokens) { bytes in
        let index = try Index(parsing: bytes)
        try promise(try again { try Index(parsing: index.encoded()) } == index, "the index reads back as another")
        let chosen = index.manifest(for: .host)
        try promise(chosen.map(index.manifests.contains) ?? true, "a manifest is chosen that is not in the list")
    }

    /// The config of an image.
    static let imageConfig = Format("image-config", seeds: [Sample.config], tokens: Sample.jsonTokens) { bytes in
        let config = try ImageConfig(parsing: bytes)
        try promise(
            try again { try ImageConfig(parsing: config.encoded()) } == config, "the config reads back as another")
        _ = config.chainID
    }

    /// The name of an image, as a person, a Dockerfile or an archive writes it: what is shown names the same image.
    static let reference = Format(
        "reference",
        seeds: [
            "python:3.11-alpine", "my-flask-app:v1", "registry.example:5000/team/app@\(Sample.digest)",
            "[::1]:5000/a/b_c/d--e:T.a-g_9", "localhost/x", "docker.io/library/python:3", "a/b@sha256:\(Sample.digest)",
        ],
        tokens: [
            ":", "/", "@", ".", "_", "__", "-", "--", "[", "]", "::", "localhost", "docker.io", "library/", "é",
            "\u{0}",
        ],
        longest: 600
    ) { bytes in
        let reference = try Reference(String(decoding: bytes, as: UTF8.self))
        try promise(
            try again { try Reference(reference.description) } == reference, "`\(reference)` names another image")
        try promise(
            try again { try Reference(reference.familiar) } == reference, "`\(reference.familiar)` names another image")
    }
}
