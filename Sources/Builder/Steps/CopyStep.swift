internal import DockerfileSyntax
internal import BuildPlan
internal import Glibc
internal import ImageStore

/// Performs COPY and ADD: writes the files that were found into a root file system.
struct CopyStep {
    private let files: FilesAction
    private let inputs: StepInputs
    private let unpacker: ArchiveUnpacker
    /// Seconds since 1970 for the times of files that come from the context; nil for their own.
    private let sourceDate: Int64?

    init(_ files: FilesAction, _ inputs: StepInputs, store: Store, sourceDate: Int64?) {
        self.files = files
        self.inputs = inputs
        unpacker = ArchiveUnpacker(store: store)
        self.sourceDate = sourceDate
    }

    func write(to writer: RootWriter) throws(StepError) -> StepWork.Done {
        let owner = try files.owner.map { (text) throws(StepError) in try self.owner(text, writer) }
        let mode = try modeChange()
        var done = StepWork.Done()
        do throws(WriteError) {
            try writeRemotes(writer, owner ?? .root, mode)
            done.placements = try copySelections(writer, owner, mode)
            for file in files.inlineFiles {
                try InlineWriter(writer: writer, owner: owner ?? .root, mode: mode).write(file, to: files.destination)
            }
        } catch {
            throw .write(error)
        }
        // What an archive holds is known when its layer is hashed.
        done.fileBytes = isAdd ? nil : inputs.files.reduce(0) { $0 + $1.size }
        done.note = note
        return done
    }

    private var isAdd: Bool { if case .add = files.kind { true } else { false } }

    private func writeRemotes(_ writer: RootWriter, _ owner: Owner, _ mode: ModeChange?) throws(WriteError) {
        guard case .add(_, let unpacks) = files.kind else { return }
        for remote in inputs.remotes {
            try RemoteWriter(writer: writer, owner: owner, mode: mode, unpacker: unpacks == true ? unpacker : nil)
                .write(remote, to: files.destination)
        }
    }

    private func copySelections(
        _ writer: RootWriter, _ owner: Owner?, _ mode: ModeChange?
    ) throws(WriteError) -> [FileCopier.Placement] {
        guard let tree = inputs.tree, !inputs.selections.isEmpty else { return [] }
        let (keepsParents, unpacks) =
            switch files.kind {
            case .copy(_, let keepsParents): (keepsParents, false)
            case .add(_, let unpacks): (false, unpacks != false)
            }
        let isForeign = files.origin != .context
        let copier = FileCopier(
            tree: tree, writer: writer, owner: owner, keepsOwners: isForeign, mode: mode,
            date: isForeign ? nil : sourceDate, unpack: unpacks ? unpacker : nil)
        return try copier.copy(inputs.selections, to: files.destination, keepsParents: keepsParents)
    }

    /// As with Docker, a pattern may match nothing: `COPY package.json yarn.lock* ./`. It may also be misspelt.
    private var note: String? {
        guard !inputs.unmatched.isEmpty else { return nil }
        let patterns = inputs.unmatched.map { "`\($0)`" }.joined(separator: ", ")
        return "\(patterns) \(inputs.unmatched.count == 1 ? "matches" : "match") no file, so nothing came from there"
    }

    /// A layer that stands alone has no passwd file to look names up in.
    private func owner(_ text: String, _ writer: RootWriter) throws(StepError) -> Owner {
        let isNumeric = text.allSatisfy { "0123456789:".contains($0) }
        guard isNumeric || !files.isLinked else {
            throw .refused(
                message:
                    "With --link, --chown takes numbers only: the layer stands alone, so `\(text)` has no meaning.",
                advice: "Write the numbers of the user and the group, such as --chown=1000:1000, or leave --link out.")
        }
        return try UserLookup(writer).owner(text)
    }

    private func modeChange() throws(StepError) -> ModeChange? {
        guard let text = files.mode else { return nil }
        guard let change = ModeChange(text) else {
            throw .refused(
                message: "`--chmod=\(text)` is not a valid mode.",
                advice: "Write it in octal, such as 755, or as `u+x,go-w`.")
        }
        return change
    }
}
