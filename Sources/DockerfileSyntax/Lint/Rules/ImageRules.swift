internal import Matching

/// Base images and users.
enum ImageRules {
    @Sendable static func untagged(_ subject: LintSubject) -> [Observation] {
        let stages = subject.stages.compactMap(\.name).prefix(100)
        return bases(subject).compactMap { image in
            guard !image.value.contains("$"), tag(of: image.value) == nil, !image.value.contains("@") else {
                return nil
            }
            let meant = Spelling.nearest(to: image.value, among: stages)
            return Observation(
                "the base image `\(image.value)` has no tag", at: image.range, suggestion: meant,
                cure: cure(for: image.value))
        }
    }

    @Sendable static func latest(_ subject: LintSubject) -> [Observation] {
        bases(subject).compactMap { image in
            guard tag(of: image.value) == "latest", !image.value.contains("@") else { return nil }
            return Observation(
                "the base image has the tag `latest`", at: image.range, cure: cure(for: image.value))
        }
    }

    /// The image with a place for its version, which only its author can choose.
    private static func cure(for image: String) -> String {
        let name = tag(of: image).map { image.dropLast($0.count + 1) } ?? image[...]
        return "FROM \(name):VERSION"
    }

    /// Base images that are not stages.
    private static func bases(_ subject: LintSubject) -> [Located<String>] {
        subject.stages.compactMap { stage in
            guard let image = stage.from?.image, stage.base == nil, image.value != "scratch" else { return nil }
            return image
        }
    }

    /// The text behind the last colon of the last name.
    private static func tag(of image: String) -> Substring? {
        let last = image.split(separator: "/").last ?? ""
        return last.firstIndex(of: ":").map { last[last.index(after: $0)...] }
    }

    @Sendable static func lastUserIsRoot(_ subject: LintSubject) -> [Observation] {
        guard let stage = subject.stages.last else { return [] }
        let users = stage.every { if case .user(let user) = $0 { user } else { nil } }
        guard let user = users.last?.value, ["root", "0"].contains(user.value.split(separator: ":").first ?? "") else {
            return []
        }
        return [Observation("the last USER is root", at: user.range)]
    }

    /// Names that are near to a stage's are most likely meant to be it.
    @Sendable static func unknownStage(_ subject: LintSubject) -> [Observation] {
        let names = Set(subject.stages.compactMap(\.name))
        return subject.stages.flatMap { stage in
            stage.statements.compactMap(\.copyOrigin).compactMap { from in
                guard Int(from.value) == nil, !names.contains(from.value.lowercased()),
                    !from.value.contains(where: { ":/@".contains($0) })
                else { return nil }
                return Observation(
                    "there is no stage `\(from.value)`, so this fetches an image of that name", at: from.range,
                    suggestion: Spelling.nearest(to: from.value, among: names.sorted().prefix(100)))
            }
        }
    }

    @Sendable static func copyFromItself(_ subject: LintSubject) -> [Observation] {
        subject.stages.flatMap { stage in
            stage.statements.compactMap(\.copyOrigin).filter { from in
                from.value.lowercased() == stage.name?.lowercased() || Int(from.value) == stage.index
            }.map { Observation("`--from=\($0.value)` is the stage that this instruction is in", at: $0.range) }
        }
    }
}
