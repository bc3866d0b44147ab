/// A variable of the environment that Slipway reads.
public struct SlipwayVariable: Sendable {
    public let name: String
    /// What it does and what it may be: a sentence.
    public let meaning: String

    /// Those that a user may set, by name. `SLIPWAY_THEME` and its like, one for each setting, come on top.
    public static let all: [SlipwayVariable] = [
        SlipwayVariable(
            name: "SLIPWAY_CONFIG",
            meaning: "The file of the settings, in place of ~/.config/slipway/config.yaml."),
        SlipwayVariable(
            name: "SLIPWAY_HOME",
            meaning: "The folder of the store: images, layers, containers, the cache and the builds. "
                + "./slipway sets it to Sandbox/.slipway of your checkout; without it, it is ~/.local/share/slipway."),
        SlipwayVariable(
            name: "SLIPWAY_LESSONS",
            meaning: "A folder of lessons in place of those of the checkout, as --lessons names one."),
        SlipwayVariable(
            name: "SLIPWAY_MAX_DOWNLOAD",
            meaning: "How large a file of a URL may be, for ADD and prepare --import: 500M or 64G; 16G without it."),
        SlipwayVariable(
            name: "SLIPWAY_MAX_UNPACKED",
            meaning: "How much an archive or a pulled image may unpack to, such as 500M or 200G."),
        SlipwayVariable(
            name: "SLIPWAY_NETWORK_RATE",
            meaning: "A server that sends fewer bytes a second than this is given up; 256 without it."),
        SlipwayVariable(
            name: "SLIPWAY_NETWORK_SECONDS",
            meaning: "A server that says nothing for so many seconds is given up; 30 without it."),
        SlipwayVariable(
            name: "SLIPWAY_OFFLINE",
            meaning: "Set to anything, builds do without a network: base images and wheels come from what "
                + "slipway prepare has fetched."),
        SlipwayVariable(
            name: "SLIPWAY_ROOT",
            meaning: "The folder that holds Lessons and Sandbox; ./slipway sets it to its checkout."),
        SlipwayVariable(
            name: "SLIPWAY_RUNTIME",
            meaning: "The program that runs containers, crun or runc; without it the first of the two that is there."),
        SlipwayVariable(
            name: "SLIPWAY_WORKSPACE",
            meaning: "Set by the lab for its shell: the folder of the lesson's files."),
    ]

    /// Variables of others that Slipway heeds.
    public static let ofOthers: [SlipwayVariable] = [
        SlipwayVariable(
            name: "DOCKER_CONFIG", meaning: "The folder of docker's config.json, with the passwords of registries."),
        SlipwayVariable(name: "EDITOR", meaning: "The editor that Alt-O of the lab opens."),
        SlipwayVariable(name: "NO_COLOR", meaning: "Set to anything, nothing is coloured."),
        SlipwayVariable(
            name: "SOURCE_DATE_EPOCH", meaning: "The time that an image and its files get, in seconds since 1970."),
        SlipwayVariable(
            name: "SSL_CERT_FILE", meaning: "The certificates that connections to registries trust."),
        SlipwayVariable(
            name: "TMPDIR", meaning: "The folder for files that live as long as a command; /tmp without it."),
    ]
}
