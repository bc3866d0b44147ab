extension LintRule {
    /// Docker's build checks, all 22.
    public static let buildChecks: [LintRule] = styleChecks + stageChecks + variableChecks + valueChecks

    private static let styleChecks: [LintRule] = [
        .docker(
            "ConsistentInstructionCasing", "Instructions in one case throughout are easier to read.",
            cure: "FROM, COPY and RUN, all in capitals", StyleChecks.instructionCasing),
        .docker(
            "FromAsCasing", "`AS` reads better in the case of its `FROM`.", cure: "FROM IMAGE AS build",
            StyleChecks.fromAsCasing),
        .docker(
            "NoEmptyContinuation", "A blank line inside of a continued instruction will be an error one day.",
            cure: "no blank line behind a line that ends in `\\`", StyleChecks.emptyContinuation),
        .docker(
            "MaintainerDeprecated", "MAINTAINER is no longer used.",
            cure: "LABEL org.opencontainers.image.authors=\"me@example.com\"", StyleChecks.maintainer),
        .docker(
            "LegacyKeyValueFormat", "A value behind a blank is the old form, and takes only one name.",
            cure: "ENV NAME=value", StyleChecks.legacyPairs),
        .docker(
            "JSONArgsRecommended", "In the shell form a shell gets the signals, and the program is not asked to stop.",
            cure: "CMD [\"python\", \"app.py\"]", StyleChecks.shellForm),
        .docker(
            "InvalidDefinitionDescription", "A comment directly above a stage or an ARG should describe it.",
            cure: "# build compiles the program", isExperimental: true, StyleChecks.descriptions),
    ]

    private static let stageChecks: [LintRule] = [
        .docker(
            "StageNameCasing", "Names of stages are the same in any case, so capitals only confuse.",
            cure: "FROM IMAGE AS build", StageChecks.nameCasing),
        .docker(
            "DuplicateStageName", "Of two stages with one name only the later one can be reached.",
            cure: "a name of its own for each stage", StageChecks.duplicateName),
        .docker(
            "ReservedStageName", "`scratch` and `context` mean something else already.", cure: "another name",
            StageChecks.reservedName),
        .docker(
            "MultipleInstructionsDisallowed", "Only the last CMD, ENTRYPOINT and HEALTHCHECK of a stage counts.",
            cure: "one of them per stage", StageChecks.repeated),
        .docker(
            "FromPlatformFlagConstDisallowed", "A fixed platform makes the image wrong on every other one.",
            cure: "FROM --platform=$BUILDPLATFORM golang:1.25", StageChecks.constantPlatform),
        .docker(
            "RedundantTargetPlatform", "The target's platform is what FROM takes anyway.",
            cure: "FROM IMAGE", StageChecks.targetPlatform),
        .docker(
            "InvalidBaseImagePlatform", "A base image of another platform makes an image that does not run here.",
            cure: "a base image that exists for this platform", StageChecks.imagePlatform),
    ]

    private static let variableChecks: [LintRule] = [
        .docker(
            "UndefinedArgInFrom", "A variable without an ARG ahead of FROM is empty.",
            cure: "ARG VERSION=3.11 above FROM", VariableChecks.undefinedInFrom),
        .docker(
            "UndefinedVar", "A variable that nothing declares is empty.", cure: "ARG NAME or ENV NAME=value above",
            VariableChecks.undefined),
        .docker(
            "InvalidDefaultArgInFrom", "Without --build-arg the base image has no valid name.",
            cure: "ARG VERSION=3.11", VariableChecks.defaultInFrom),
        .docker(
            "SecretsUsedInArgOrEnv", "Everyone who has the image can read what ARG and ENV hold.",
            cure: "RUN --mount=type=secret,id=token command", VariableChecks.secrets),
    ]

    private static let valueChecks: [LintRule] = [
        .docker(
            "WorkdirRelativePath", "A relative WORKDIR depends on what the base image happens to have.",
            cure: "WORKDIR /app", ValueChecks.relativeWorkdir),
        .docker(
            "ExposeProtoCasing", "Protocols are written in lower case.", cure: "EXPOSE 5000/tcp",
            ValueChecks.exposeCasing),
        .docker(
            "ExposeInvalidFormat", "EXPOSE takes a port, and no address or port of the host.", cure: "EXPOSE 5000",
            ValueChecks.exposeFormat),
        .docker(
            "CopyIgnoredFile", "What .dockerignore leaves out can't be copied.",
            cure: "a `!` pattern in .dockerignore, or another source", isExperimental: true, ValueChecks.ignoredFile),
    ]
}
