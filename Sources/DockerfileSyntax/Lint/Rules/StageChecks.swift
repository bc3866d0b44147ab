/// Stages and their base images.
enum StageChecks {
    @Sendable static func nameCasing(_ subject: LintSubject) -> [Observation] {
        subject.stages.compactMap { stage in
            guard let name = stage.from?.name, case let typed = subject.dockerfile.source[name.range],
                typed != name.value
            else { return nil }
            return Observation("the name of the stage `\(typed)` has capitals", at: name.range, suggestion: name.value)
        }
    }

    @Sendable static func duplicateName(_ subject: LintSubject) -> [Observation] {
        var seen: Set<String> = []
        return subject.stages.compactMap { stage in
            guard let name = stage.from?.name, !seen.insert(name.value).inserted else { return nil }
            return Observation("there is a stage `\(name.value)` already", at: name.range)
        }
    }

    @Sendable static func reservedName(_ subject: LintSubject) -> [Observation] {
        subject.stages.compactMap { stage in
            guard let name = stage.from?.name, ["scratch", "context"].contains(name.value) else { return nil }
            return Observation("a stage should not be called `\(name.value)`", at: name.range)
        }
    }

    @Sendable static func repeated(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage in
            [Keyword.cmd, .entrypoint, .healthCheck].flatMap { kind in
                let statements = stage.statements.filter { $0.kind == kind }
                return statements.dropLast().map {
                    Observation("this \(kind.rawValue) has no effect: another one follows", at: $0.range)
                }
            }
        }
    }

    @Sendable static func constantPlatform(_ subject: LintSubject) -> [Observation] {
        subject.stages.compactMap { stage in
            guard let platform = stage.from?.platform, !platform.value.contains("$") else { return nil }
            let parts = platform.value.lowercased().split(separator: "/")
            // A stage that is named after its platform is meant for it.
            if let name = stage.name, parts.prefix(2).contains(where: { name.contains($0) }) { return nil }
            return Observation("the platform of FROM is always `\(platform.value)`", at: platform.range)
        }
    }

    @Sendable static func targetPlatform(_ subject: LintSubject) -> [Observation] {
        subject.stages.compactMap { stage in
            guard let platform = stage.from?.platform,
                ["$TARGETPLATFORM", "${TARGETPLATFORM}"].contains(platform.value)
            else { return nil }
            return Observation("`\(platform.value)` is what FROM takes anyway", at: platform.range)
        }
    }

    @Sendable static func imagePlatform(_ subject: LintSubject) -> [Observation] {
        guard let target = subject.context.targetPlatform else { return [] }
        return subject.stages.compactMap { stage in
            guard let from = stage.from, stage.base == nil, from.platform == nil,
                let actual = subject.context.imagePlatforms[from.image.value], actual != target
            else { return nil }
            return Observation(
                "`\(from.image.value)` is for \(actual), and the build is for \(target)", at: from.image.range)
        }
    }
}
