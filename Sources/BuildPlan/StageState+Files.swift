internal import DockerfileSyntax

extension StageState {
    func copyAction(_ copy: Instruction.Copy, _ origin: (String) -> CopyAction.Origin) -> CopyAction {
        var action = files(copy.files)
        action.origin = copy.from.map { origin($0.value) } ?? .context
        action.owner = copy.owner?.value
        action.mode = copy.mode?.value
        action.isLinked = copy.isLinked
        action.keepsParents = copy.keepsParents
        action.excludes = copy.excludes.map(\.value)
        return action
    }

    func addAction(_ add: Instruction.Add) -> CopyAction {
        var action = files(add.files)
        action.isAdd = true
        action.owner = add.owner?.value
        action.mode = add.mode?.value
        action.isLinked = add.isLinked
        action.excludes = add.excludes.map(\.value)
        action.checksum = add.checksum?.value
        action.unpacks = add.unpacks
        return action
    }

    private func files(_ files: SourcesAndDestination) -> CopyAction {
        CopyAction(
            sources: files.sources.map(\.value),
            inlineFiles: files.inlineFiles.map { InlineFile(name: $0.name.value, content: $0.content.value) },
            destination: ContainerPath.destination(files.destination.value, from: workingDirectory))
    }
}

extension SourcesAndDestination {
    /// Sources, heredocs and destination, as Docker's history writes them.
    fileprivate var historyWords: [String] {
        sources.map(\.value) + inlineFiles.map { "<<" + $0.name.value } + [destination.value]
    }
}

extension Instruction.Copy {
    func historyWords(_ keyword: String) -> String {
        var words = [keyword]
        if keepsParents { words.append("--parents") }
        if let owner { words.append("--chown=" + owner.value) }
        if let mode { words.append("--chmod=" + mode.value) }
        return (words + files.historyWords).joined(separator: " ")
    }
}

extension Instruction.Add {
    func historyWords(_ keyword: String) -> String {
        var words = [keyword]
        if let owner { words.append("--chown=" + owner.value) }
        if let mode { words.append("--chmod=" + mode.value) }
        return (words + files.historyWords).joined(separator: " ")
    }
}
