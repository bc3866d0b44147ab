internal import DockerfileSyntax
internal import BuildPlan
internal import Glibc
internal import ImageStore

/// Performs COPY and ADD.
struct CopyStep {
    let copy: CopyAction
    let inputs: StepInputs
    let work: StepWork

    func perform() throws(StepError) -> StepWork.Done {
        try write(inputs)
    }

    private func write(_ inputs: StepInputs) throws(StepError) -> StepWork.Done {
        try work.layering { (root) throws(StepError) in
            let writer = try RootWriter.open(root)
            let owner = try copy.owner.map { (text) throws(StepError) in try self.owner(text, writer) }
            let mode = try modeChange()
            var done = StepWork.Done()
            let destination = copy.destination
            do throws(WriteError) {
                for remote in inputs.remotes {
                    let unpacker = copy.unpacks == true ? ArchiveUnpacker(store: work.build.store) : nil
                    try RemoteWriter(writer: writer, owner: owner ?? .root, mode: mode, unpacker: unpacker)
                        .write(remote, to: destination)
                }
                if let tree = inputs.tree, !inputs.selections.isEmpty {
                    let copier = FileCopier(
                        tree: tree, writer: writer, owner: owner, keepsOwners: copy.origin != .context, mode: mode,
                        date: copy.origin == .context ? work.build.request.sourceDate : nil,
                        unpack: copy.isAdd && copy.unpacks != false ? ArchiveUnpacker(store: work.build.store) : nil)
                    done.placements = try copier.copy(
                        inputs.selections, to: destination, keepsParents: copy.keepsParents)
                }
                for file in copy.inlineFiles {
                    try InlineWriter(writer: writer, owner: owner ?? .root, mode: mode)
                        .write(file, to: copy.destination)
                }
            } catch {
                throw .write(error)
            }
            // What an archive holds is known when its layer is hashed.
            done.fileBytes = copy.isAdd ? nil : inputs.files.reduce(0) { $0 + $1.size }
            done.note = note
            return done
        }
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
        guard isNumeric || !copy.isLinked else {
            throw .refused(
                message:
                    "With --link, --chown takes numbers only: the layer stands alone, so `\(text)` has no meaning.",
                advice: "Write the numbers of the user and the group, such as --chown=1000:1000, or leave --link out.")
        }
        return try UserLookup(writer).owner(text)
    }

    private func modeChange() throws(StepError) -> ModeChange? {
        guard let text = copy.mode else { return nil }
        guard let change = ModeChange(text) else {
            throw .refused(
                message: "`--chmod=\(text)` is not a valid mode.",
                advice: "Write it in octal, such as 755, or as `u+x,go-w`.")
        }
        return change
    }
}
