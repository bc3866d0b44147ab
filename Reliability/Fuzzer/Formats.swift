extension Format {
    /// Every format that the fuzzer knows, by name.
    public static let all: [Format] = [
        challenge,
        dockerConfig,
        imageConfig,
        index,
        json,
        manifest,
        reference,
        registry,
        terminalStream,
        token,
    ]

    /// The format of that name.
    public static func named(_ name: String) -> Format? { all.first { $0.name == name } }
}
