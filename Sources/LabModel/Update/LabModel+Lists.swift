internal import CommandLines

extension LabModel {
    mutating func listImages() -> Effect {
        let id = newRun()
        imagesRun = id
        if images == .unknown { images = .loading }
        return .listImages(id)
    }

    mutating func take(_ listing: ImageListing) {
        images = listing
        selected[.images] = min(selected[.images] ?? 0, max(0, listing.rows.count - 1))
    }

    /// The image under the selection.
    public var selectedImage: ImageRow? {
        let rows = images.rows
        let row = selected[.images] ?? 0
        return rows.indices.contains(row) ? rows[row] : nil
    }

    mutating func onLists(_ action: Action) -> [Effect] {
        switch action {
        case .refresh: return refresh()
        case .inspectImage:
            guard let image = selectedImage else { return [] }
            layout.show(.layers)
            return [inspect(image.title)]
        case .runSelectedImage:
            guard let image = selectedImage else { return [] }
            return runImage(RunCommandLine(image: image.title, ports: lesson.ports))
        case .tagImage:
            if let image = selectedImage { dialogue = .prompt(Prompt(.tag(image.title))) }
        case .removeImage:
            if let image = selectedImage { dialogue = .removeImage(image.title) }
        case .imageHistory:
            if let image = selectedImage { return runCommand("slipway history \(image.title)") }
        case .compareImage: return compareImage()
        default: break
        }
        return []
    }

    private mutating func refresh() -> [Effect] {
        switch (layout.focus, layersPane.state) {
        case (.layers, .known(let known)): [listImages(), inspect(known.image)]
        case (.layers, .compared(let both)): [listImages(), compare(both.left.image, both.right.image)]
        case (.layers, .failed(let image, _)): [listImages(), inspect(image)]
        default: [listImages()]
        }
    }

    /// A new name for an image, as `slipway tag` takes it; nothing that a shell would read as more than a word.
    mutating func tag(_ image: String, as name: String) -> [Effect] {
        let isWord = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || ".-_:/@".contains($0) }
        guard isWord else {
            notice = .noName(name)
            return []
        }
        return runCommand("slipway tag \(image) \(name)")
    }

    /// Runs a command line in the learner's folder and shows what it says.
    mutating func runCommand(_ line: String) -> [Effect] {
        let id = newRun()
        command = CommandRun(id: id, line: line)
        dialogue = .command(offset: nil)
        return [.runCommand(id, line)]
    }

    mutating func commandEnded(_ run: RunID, _ status: Int32) -> [Effect] {
        guard command?.id == run else { return [] }
        command?.status = status
        return [listImages(), gatherEvidence()]
    }
}
