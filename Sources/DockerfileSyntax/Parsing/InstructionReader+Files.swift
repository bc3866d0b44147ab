extension InstructionReader {
    mutating func readCopy() -> Instruction.Copy? {
        guard let files = readFiles() else { return nil }
        return Instruction.Copy(
            files: files, from: flags.text("from"), owner: flags.text("chown"), mode: flags.text("chmod"),
            isLinked: flags.truth("link") ?? false, keepsParents: flags.truth("parents") ?? false,
            excludes: flags.list("exclude"))
    }

    mutating func readAdd() -> Instruction.Add? {
        guard let files = readFiles() else { return nil }
        return Instruction.Add(
            files: files, owner: flags.text("chown"), mode: flags.text("chmod"),
            isLinked: flags.truth("link") ?? false, excludes: flags.list("exclude"),
            checksum: flags.text("checksum"), keepsGitFolder: flags.truth("keep-git-dir"),
            unpacks: flags.truth("unpack"))
    }

    mutating func readRun() -> Instruction.Run? {
        let network = flags.choice("network", of: Instruction.Run.Network.self)
        let security = flags.choice("security", of: Instruction.Run.Security.self)
        let mounts = flags.list("mount").compactMap { readMount($0) }
        return Instruction.Run(
            command: command(), heredocs: heredocs, mounts: mounts, network: network, security: security,
            devices: flags.list("device"))
    }

    private mutating func readMount(_ text: Located<String>) -> MountFlag? {
        do {
            let mount = MountFlag(text: text, fields: try MountFlag.fields(of: text.value))
            try mount.check()
            return mount
        } catch {
            report(.mount(error), at: text.range)
            return nil
        }
    }

    private mutating func readFiles() -> SourcesAndDestination? {
        guard let destination = arguments.last, arguments.count >= 2 else {
            let only = scan.flags.isEmpty && !scan.arguments.isExecForm ? arguments.first?.value : nil
            report(.needsSourceAndDestination(kind, only: only))
            return nil
        }
        guard HeredocName(destination.value) == nil else {
            report(.heredocAsDestination, at: destination.range)
            return nil
        }
        var files = SourcesAndDestination(sources: [], inlineFiles: [], destination: destination)
        // BuildKit looks heredocs up by name, so the last of two with one name fills both.
        let byName = Dictionary(heredocs.map { ($0.name.value, $0) }) { _, last in last }
        for source in arguments.dropLast() {
            if let name = HeredocName(source.value) {
                let heredoc = byName[name.text]
                files.inlineFiles.append(
                    .init(
                        name: Located(name.text, at: source.range),
                        content: Located(heredoc?.text ?? "", at: heredoc?.content.range ?? source.range),
                        expands: name.expands))
            } else {
                files.sources.append(source)
            }
        }
        return files
    }
}
