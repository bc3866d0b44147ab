internal import DockerfileSyntax

extension StageState {
    func action(_ copy: Instruction.Copy, _ origin: (String) -> FileOrigin) -> FilesAction {
        let from = copy.from.map { origin($0.value) } ?? .context
        var action = action(.copy(from: from, keepsParents: copy.keepsParents), copy.files)
        (action.owner, action.mode) = (copy.owner?.value, copy.mode?.value)
        (action.isLinked, action.excludes) = (copy.isLinked, copy.excludes.map(\.value))
        return action
    }

    func action(_ add: Instruction.Add) -> FilesAction {
        var action = action(.add(checksum: add.checksum?.value, unpacks: add.unpacks), add.files)
        (action.owner, action.mode) = (add.owner?.value, add.mode?.value)
        (action.isLinked, action.excludes) = (add.isLinked, add.excludes.map(\.value))
        return action
    }

    private func action(_ kind: FilesAction.Kind, _ files: SourcesAndDestination) -> FilesAction {
        FilesAction(
            kind, sources: files.sources.map(\.value),
            inlineFiles: files.inlineFiles.map { InlineFile(name: $0.name.value, content: $0.content.value) },
            destination: ContainerPath.destination(files.destination.value, from: workingDirectory))
    }
}

extension SourcesAndDestination {
    /// The keyword, flags, sources, heredocs and destination, in the form of Docker's history.
    fileprivate func history(_ keyword: String, _ flags: [String]) -> String {
        let words = sources.map(\.value) + inlineFiles.map { "<<" + $0.name.value } + [destination.value]
        return ([keyword] + flags + words).joined(separator: " ")
    }

    fileprivate static func flags(_ owner: Located<String>?, _ mode: Located<String>?) -> [String] {
        [owner.map { "--chown=" + $0.value }, mode.map { "--chmod=" + $0.value }].compactMap { $0 }
    }
}

extension Instruction.Copy {
    /// The instruction as Docker's history writes it.
    var history: String {
        files.history("COPY", (keepsParents ? ["--parents"] : []) + SourcesAndDestination.flags(owner, mode))
    }
}

extension Instruction.Add {
    /// The instruction as Docker's history writes it.
    var history: String { files.history("ADD", SourcesAndDestination.flags(owner, mode)) }
}
