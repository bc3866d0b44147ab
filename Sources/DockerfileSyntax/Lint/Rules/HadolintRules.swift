extension LintRule {
    /// The rules of hadolint that a beginner needs and Docker's own checks do not have.
    public static let hadolintRules: [LintRule] =
        imageRules + packageRules + managerRules + commandRules + fileRules

    private static let imageRules: [LintRule] = [
        .hadolint(
            "DL3006", "Without a tag the base image is `latest`, which is another image every few weeks.",
            cure: "FROM IMAGE:VERSION", ImageRules.untagged),
        .hadolint(
            "DL3007", "`latest` is another image every few weeks.", cure: "FROM IMAGE:VERSION", ImageRules.latest),
        .hadolint(
            "DL3002", "What runs as root can do all that root can, should it be taken over.", cure: "USER app",
            ImageRules.lastUserIsRoot),
        .hadolint(
            "DL3023", "A stage cannot copy from itself: what it has is there already.",
            cure: "COPY --from=build /app /app",
            ImageRules.copyFromItself),
        .hadolint(
            "DL3022", "`--from` without a stage of that name fetches an image.", cure: "COPY --from=build /app /app",
            ImageRules.unknownStage),
    ]

    private static let packageRules: [LintRule] = [
        .hadolint(
            "DL3008", "Without a version the build installs something else next month.",
            cure: "apt-get install -y --no-install-recommends curl=7.88.*", PackageRules.aptVersions),
        .hadolint(
            "DL3009", "The package lists stay in the layer, though nothing needs them.",
            cure: "apt-get update && apt-get install … && rm -rf /var/lib/apt/lists/*", PackageRules.aptLists),
        .hadolint(
            "DL3014", "apt-get asks whether it may go on, and nobody answers.", cure: "apt-get install -y PACKAGE",
            PackageRules.aptYes),
        .hadolint(
            "DL3015", "apt-get installs what it recommends too, which makes the image larger.",
            cure: "apt-get install -y --no-install-recommends PACKAGE", PackageRules.aptRecommends),
        .hadolint(
            "DL3027", "`apt` is made for people and may change; `apt-get` is made for scripts.",
            cure: "apt-get install",
            PackageRules.apt),
        .hadolint(
            "DL3018", "Without a version the build installs something else next month.",
            cure: "apk add --no-cache curl=8.5.0-r0",
            PackageRules.apkVersions),
        .hadolint(
            "DL3019", "The package index stays in the layer, though nothing needs it.",
            cure: "apk add --no-cache PACKAGE",
            PackageRules.apkCache),
        .hadolint(
            "DL3013", "Without a version the build installs something else next month.",
            cure: "pip install flask==2.3.2, or -r requirements.txt", PackageRules.pipVersions),
        .hadolint(
            "DL3042", "pip keeps what it downloaded in the layer, though nothing needs it.",
            cure: "pip install --no-cache-dir -r requirements.txt", PackageRules.pipCache),
        .hadolint(
            "DL3016", "Without a version the build installs something else next month.",
            cure: "npm install express@4.18.2",
            PackageRules.npmVersions),
    ]

    /// Package managers beside apt, apk and pip.
    private static let managerRules: [LintRule] =
        ManagerRules.managers.flatMap { manager -> [LintRule] in
            [
                .hadolint(
                    manager.asking, "\(manager.name) asks whether it may go on, and nobody answers.",
                    cure: "\(manager.name) \(manager.yes) install PACKAGE"
                ) { ManagerRules.asks($0, manager) },
                .hadolint(
                    manager.versions, "Without a version the build installs something else next month.",
                    cure: "\(manager.name) install curl\(manager.mark)7.76.1"
                ) { ManagerRules.unpinned($0, manager) },
                .hadolint(
                    manager.cleaning, "What \(manager.name) keeps of its downloads stays in the layer.",
                    cure: "\(manager.name) install PACKAGE && \(manager.name) \(manager.clean)"
                ) { ManagerRules.keepsCache($0, manager) },
            ]
        } + [
            .hadolint(
                "DL3028", "Without a version the build installs something else next month.",
                cure: "gem install bundler:2.4.10", ManagerRules.gemVersions),
            .hadolint(
                "DL3060", "yarn keeps what it downloaded in the layer, though nothing needs it.",
                cure: "yarn install && yarn cache clean", ManagerRules.yarnCache),
            .hadolint(
                "DL3062", "Without a version the build installs something else next month.",
                cure: "go install example.org/tool@v1.2.3", ManagerRules.goVersions),
        ]

    private static let commandRules: [LintRule] = [
        .hadolint(
            "DL3001", "This command makes no sense inside of a container's build.", cure: "leave it out",
            CommandRules.pointless),
        .hadolint(
            "DL3003", "`cd` ends with its RUN; the next one starts in WORKDIR again.", cure: "WORKDIR /path",
            CommandRules.changesFolder),
        .hadolint(
            "DL3004", "RUN is root already, or what USER says; sudo only brings surprises.", cure: "USER root",
            CommandRules.sudo),
        .hadolint(
            "DL3059", "Each RUN is a layer of its own; commands that belong together can share one.",
            cure: "RUN first && second", CommandRules.consecutive),
        .hadolint(
            "DL3046", "A user with a large number makes /var/log/lastlog gigabytes long, holes and all.",
            cure: "RUN useradd -l -u 1000000 app", CommandRules.largeUserNumber),
        .hadolint(
            "DL3047", "wget's progress bar fills the build's log with dots.",
            cure: "RUN wget --progress=dot:giga URL, or wget -nv URL", CommandRules.wgetProgress),
        .hadolint(
            "DL4001", "One of the two is enough: each that is installed makes the image larger.",
            cure: "curl or wget, not both", CommandRules.wgetAndCurl),
        .hadolint(
            "DL4006", "Of a pipe only the last command's failure counts.",
            cure: "SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]", CommandRules.pipes),
    ]

    private static let fileRules: [LintRule] = [
        .hadolint(
            "DL3020", "ADD can do more than copy, which surprises where copying is all that is meant.",
            cure: "COPY SOURCE DESTINATION", FileRules.addForCopy),
        .hadolint(
            "DL3021", "Several sources need a folder, and a folder is said with a slash at its end.",
            cure: "COPY app.py requirements.txt ./", FileRules.folderWithoutSlash),
        .hadolint(
            "DL3045", "A relative destination depends on what the base image happens to have.",
            cure: "WORKDIR /app above it", FileRules.relativeDestination),
        .hadolint(
            "DL3011", "Ports go from 0 to 65535.", cure: "EXPOSE 5000", FileRules.portRange),
    ]

    /// What a build refuses when it comes to it.
    public static let refusalRules: [LintRule] = [
        .refusal(
            "InvalidImageName", "A build cannot begin with it.", cure: "FROM IMAGE:VERSION, in lower case",
            RefusalRules.imageName),
        .refusal(
            "InvalidMode", "A build refuses the instruction.", cure: "COPY --chmod=755 run.sh /", RefusalRules.mode),
        .refusal(
            "InvalidPort", "A build refuses the instruction.", cure: "EXPOSE 5000, or 5000/udp", RefusalRules.port),
        .refusal("InvalidSignal", "A build refuses the instruction.", cure: "STOPSIGNAL SIGTERM", RefusalRules.signal),
    ]

    /// The rules of lessons.
    public static let ownRules: [LintRule] =
        [
            .slipway(
                "CopyBeforeInstall", "A change to any file makes the installation below run again.",
                cure: "COPY requirements.txt . first, then RUN pip install …, then COPY . .",
                FileRules.copyBeforeInstall),
            .slipway(
                "DestinationAboveWorkdir",
                "`.` is the folder of WORKDIR; `..` is the one above it, where nobody looks.",
                cure: "COPY app.py .", FileRules.destinationAbove),
            argOutsideOfStage,
            brokenArray,
        ] + lostRules

    /// What a build tells of by itself, too: it takes all of this without a word, and something else fails.
    public static let lostRules: [LintRule] = [
        .slipway(
            "CommentBehindInstruction", "A `#` begins a comment only at the beginning of a line.",
            cure: "the comment on a line of its own", LostRules.comments),
        lostShellState,
        .slipway(
            "PackedFile", "ADD unpacks tar archives, and copies others as they are.",
            cure: "RUN unzip app.zip, or RUN python -m zipfile -e app.zip .", LostRules.packedFiles),
        .slipway(
            "UnreadCommand", "A shell that ENTRYPOINT starts takes no arguments from CMD.",
            cure: "ENTRYPOINT [\"python\", \"app.py\"]", LostRules.unreadCommand),
    ]

    /// What a RUN that failed is told, too.
    public static let lostShellState = LintRule.slipway(
        "LostShellState", "The folder and the variables of a shell end with its RUN.",
        cure: "WORKDIR /srv for a folder, ENV NAME=value for a variable", LostRules.shellState)

    /// What a build tells of by itself, beside Docker's own checks: without it, another thing fails far from its cause.
    public static let brokenArray = LintRule.slipway(
        "BrokenArray", "A list in brackets that is not JSON is taken for a shell line, or for names of files.",
        cure: "RUN [\"python\", \"app.py\"]", ArrayRules.broken)

    /// What a RUN that failed is told, too.
    public static let argOutsideOfStage = LintRule.slipway(
        "ArgOutsideOfStage", "An ARG above FROM counts for FROM alone: a RUN finds it empty.",
        cure: "ARG VERSION below FROM, too", VariableChecks.outsideOfStage)
}
