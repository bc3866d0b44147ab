internal import BuildPlan
internal import DockerfileSyntax
internal import ImageFormat
internal import ImageStore
internal import SystemPackage

/// Finds the files of a COPY or ADD.
struct CopyInputs {
    private let copy: FilesAction
    private let services: BuildServices
    private let origins: any Origins

    init(_ copy: FilesAction, services: BuildServices, origins: any Origins) {
        self.copy = copy
        self.services = services
        self.origins = origins
    }

    func read() throws(StepError) -> StepInputs {
        guard let foreign = try origins.files(of: copy.origin) else {
            return try files(in: origins.context.tree, keepsOwners: false)
        }
        let known = ForeignFiles(copy, of: foreign.digest, in: services.store)
        if let digest = known.digest() { return StepInputs(parts: ["files \(digest)"]) }
        return try list(foreign.layers, known)
    }

    /// Lists the files where only their digest is known: a step that missed needs them.
    func complete(_ inputs: StepInputs) throws(StepError) -> StepInputs {
        guard inputs.tree == nil, let foreign = try origins.files(of: copy.origin) else {
            var inputs = inputs
            inputs.remotes = try fetched(inputs.remotes)
            return inputs
        }
        return try list(foreign.layers, ForeignFiles(copy, of: foreign.digest, in: services.store))
    }

    private func list(_ layers: [Layer], _ known: ForeignFiles) throws(StepError) -> StepInputs {
        let root = try ForeignRoot(layers, store: services.store)
        var inputs = try files(in: root.tree, keepsOwners: true)
        inputs.root = root
        inputs.parts = ["files \(known.keep(inputs.files))"]
        return inputs
    }

    /// The files of each source, in the order of the instruction.
    func files(in tree: FileTree, keepsOwners: Bool) throws(StepError) -> StepInputs {
        let reader = InputReader(
            tree: tree, cache: origins.context.digests(in: services.store), keepsOwners: keepsOwners,
            holdingFolder: services.store.path.string + "/tmp")
        let excludes: IgnorePatterns
        do { excludes = try IgnorePatterns(excluding: copy.excludes) } catch {
            throw .refused(message: "--exclude: \(error.message)", advice: nil)
        }
        var inputs = StepInputs(tree: tree)
        inputs.remotes = try remotes()
        inputs.files = inputs.remotes.map(\.input)
        do throws(TreeError) {
            for source in local {
                let found = try SourceSelection.select(source, in: tree, excludes: excludes.isExcluded)
                if found.isEmpty { inputs.unmatched.append(source) }
                for var selection in found {
                    inputs.files += try reader.inputs(&selection)
                    inputs.selections.append(selection)
                }
            }
        } catch {
            if case .missing(let path, _) = error, let hint = hint(for: path, in: tree) {
                throw .tree(.missing(path: path, hint: hint))
            }
            throw .tree(error)
        }
        return inputs
    }

    /// What the other words of the instruction tell of one that names no file.
    private func hint(for missing: String, in tree: FileTree) -> PathHint? {
        let words = local
        for end in words.indices {
            for start in 0..<end where words[start...end].contains(missing) {
                let name = words[start...end].joined(separator: " ").filter { sign in !"\"'\\".contains(sign) }
                guard let path = try? tree.resolved(TreePath(name)), (try? tree.entry(at: path)) != nil else {
                    continue
                }
                let named = Array(words[..<start]) + [name] + Array(words[(end + 1)...]) + [copy.destination]
                let list = named.map { "\"\($0)\"" }.joined(separator: ", ")
                return .blankInName(name, cure: "\(keyword) [\(list)]")
            }
        }
        return words.contains { $0.hasPrefix("#") } ? .comment : nil
    }

    private var keyword: String {
        switch copy.kind {
        case .copy: "COPY"
        case .add: "ADD"
        }
    }

    // MARK: URLs

    /// The sources that are files of the origin.
    private var local: [String] {
        switch copy.kind {
        case .copy: copy.sources
        case .add: copy.sources.filter { !RemoteFile.isURL($0) }
        }
    }

    /// What a URL gives counts by its content. With a checksum that is known beforehand, so nothing is fetched.
    private func remotes() throws(StepError) -> [RemoteFile] {
        guard case .add(let checksum, _) = copy.kind else { return [] }
        let expected = try checksum.map(Self.digest)
        var files: [RemoteFile] = []
        for source in copy.sources {
            if RemoteFile.isGit(source) {
                throw .refused(
                    message: "ADD does not fetch from git here: `\(source)`.",
                    advice: "Clone it beside the Dockerfile, and COPY the folder.")
            }
            guard RemoteFile.isURL(source) else { continue }
            if let expected {
                files.append(RemoteFile(url: source, content: expected))
            } else {
                files.append(try RemoteFetch(services: services).file(source))
            }
        }
        if checksum != nil, files.isEmpty {
            throw .refused(message: "--checksum is for files that ADD takes from a URL.", advice: "Leave it out.")
        }
        return files
    }

    private static func digest(_ text: String) throws(StepError) -> Digest {
        guard let digest = Digest(text) else {
            throw .refused(
                message: "`--checksum=\(text)` is not a valid checksum.",
                advice: "Write it as sha256: and 64 hexadecimal digits.")
        }
        return digest
    }

    /// The fetched files, each as its checksum says.
    private func fetched(_ remotes: [RemoteFile]) throws(StepError) -> [RemoteFile] {
        try remotes.map { (remote) throws(StepError) in
            guard remote.file == nil else { return remote }
            let file = try RemoteFetch(services: services).file(remote.url)
            guard file.content == remote.content else {
                throw .refused(
                    message: "`\(remote.url)` is not what --checksum says: it gave \(file.content).",
                    advice: "Make sure that the file is the one you want before you change the checksum.")
            }
            return file
        }
    }
}
