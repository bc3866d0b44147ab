extension Format {
    /// Every format that the fuzzer knows, by name.
    public static let all: [Format] = [
        cast,
        challenge,
        dockerConfig,
        dockerfile,
        eventStream,
        expression,
        foreignText,
        ignore,
        imageConfig,
        index,
        json,
        lesson,
        manifest,
        markdown,
        output,
        pax,
        reference,
        registry,
        step,
        tar,
        terminalStream,
        token,
        word,
    ]

    /// The format of that name.
    public static func named(_ name: String) -> Format? { all.first { $0.name == name } }
}
