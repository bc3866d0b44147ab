internal import BuildPlan
internal import ImageFormat

/// The keys under which the cache knows steps: what a step does, what it stands on, and what it takes in. Values in,
/// a digest out.
enum StepKey {
    /// The parent of a layer that stands alone (`--link`).
    static let nothing = Digest(of: Array("no parent".utf8))

    /// - Parameter parent: the key of what the step stands on.
    static func digest(
        of effect: StepEffect, on parent: Digest, _ inputs: StepInputs, for request: BuildRequest
    ) -> Digest {
        var key = CacheKey(parent: parent, instruction: effect.expanded)
        // Times of files are a part of the layer, too, where they are fixed.
        if let date = request.sourceDate, effect.action.makesLayer { key.add(["SOURCE_DATE_EPOCH \(date)"]) }
        switch effect.action {
        case .configure: break
        case .makeDirectory(let path, let user): key.add([path, user ?? ""])
        case .files(let files): key.add(files.keyParts)
        case .run(let command):
            key.add(command.arguments)
            key.add([
                command.script?.content ?? "", command.network.rawValue, request.hasNetwork ? "" : "no network",
            ])
            key.add(effect.arguments)
        }
        key.add(inputs.parts)
        if !effect.action.takesForeignFiles { key.add(inputs.files) }
        return key.digest
    }

    /// The key of a stage in which a layer that stands alone follows what was there.
    static func stage(_ before: Digest, linking layer: Digest) -> Digest {
        var stage = CacheKey(parent: before, instruction: "link")
        stage.add([layer.description])
        return stage.digest
    }
}

extension StepAction {
    /// `--link`
    var isLinked: Bool {
        switch self {
        case .files(let files): files.isLinked
        case .configure, .makeDirectory, .run: false
        }
    }

    /// Files of another stage are in the inputs' parts, by their digest.
    fileprivate var takesForeignFiles: Bool {
        switch self {
        case .files(let files): files.origin != .context
        case .configure, .makeDirectory, .run: false
        }
    }
}

extension FilesAction {
    /// Everything about the instruction that changes the result.
    fileprivate var keyParts: [String] {
        let (keyword, keepsParents, checksum, unpacks): (String, Bool, String?, Bool?) =
            switch kind {
            case .copy(_, let keepsParents): ("COPY", keepsParents, nil, nil)
            case .add(let checksum, let unpacks): ("ADD", false, checksum, unpacks)
            }
        var parts = [keyword, destination, owner ?? "", mode ?? "", checksum ?? ""]
        parts += ["\(isLinked) \(keepsParents) \(unpacks.map { "\($0)" } ?? "")"]
        parts += ["\(sources.count)"] + sources + ["\(excludes.count)"] + excludes
        return parts + inlineFiles.flatMap { [$0.name, $0.content] }
    }
}
