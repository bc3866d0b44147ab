/// What a build would refuse once it came to it, so that it is told before.
enum RefusalRules {
    @Sendable static func imageName(_ subject: LintSubject) -> [Observation] {
        subject.stages.compactMap { stage in
            guard let image = stage.from?.image, stage.base == nil, !image.value.contains("$"),
                !ImageName.isValid(image.value)
            else { return nil }
            let lower = image.value.lowercased()
            return Observation(
                "`\(image.value)` is not a valid name of an image", at: image.range,
                suggestion: ImageName.isValid(lower) ? lower : nil)
        }
    }

    @Sendable static func mode(_ subject: LintSubject) -> [Observation] {
        subject.dockerfile.statements.compactMap { statement in
            let mode: Located<String>?
            switch statement.instruction {
            case .copy(let copy): mode = copy.mode
            case .add(let add): mode = add.mode
            default: mode = nil
            }
            guard let mode, !mode.value.contains("$"), ModeChange(mode.value) == nil else { return nil }
            return Observation("`--chmod=\(mode.value)` is not a valid mode", at: mode.range)
        }
    }

    @Sendable static func port(_ subject: LintSubject) -> [Observation] {
        // Of a comment, the sign is told and not each word behind it.
        let lists = subject.every { if case .expose(let expose) = $0 { expose.ports } else { nil } }.map(\.value)
        let signs = lists.compactMap { $0.first { $0.value.hasPrefix("#") } }
        let ports = lists.flatMap { $0.prefix { !$0.value.hasPrefix("#") } }
        // A number that is only too large is DL3011's.
        return ports.filter { !$0.value.contains("$") && PortRange($0.value) == nil && !isLarge($0.value) }.map {
            Observation("`\($0.value)` is not a valid port", at: $0.range)
        } + signs.map { LostRules.comment(at: $0.range, in: .expose) }
    }

    private static func isLarge(_ port: String) -> Bool {
        let parts = port.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        let isNumber = !parts[0].isEmpty && parts[0].allSatisfy { $0.isASCII && ($0.isNumber || $0 == "-") }
        return isNumber && PortRange("1" + (parts.count == 2 ? "/\(parts[1])" : "")) != nil
    }

    @Sendable static func signal(_ subject: LintSubject) -> [Observation] {
        subject.every { if case .stopSignal(let signal) = $0 { signal } else { nil } }.map(\.value).filter {
            !$0.value.contains("$") && !StopSignal.isKnown($0.value)
        }.map { Observation("`\($0.value)` is not a signal", at: $0.range) }
    }
}
