extension Format {
    /// Every format that the fuzzer knows, by name.
    public static let all: [Format] = [
        cast,
        challenge,
        dockerConfig,
        eventStream,
        foreignText,
        imageConfig,
        index,
        json,
        manifest,
        output,
        reference,
        registry,
        token,
    ]

    /// The format of that name.
    public static func named(_ name: String) -> Format? { all.first { $0.name == name } }
}
