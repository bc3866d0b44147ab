internal import CLinux
internal import Glibc

// Whole trees, by way of an archive: owners, modes, times, links and attributes come along, and no link leads out.

extension Store {
    /// Copies what is below an open folder into another, over what is there.
    ///
    /// Forks: for a process with one thread. What was copied before an error stays.
    ///
    /// - Parameter readsWhiteouts: whether marks of removed files are such marks in the copy: in a layer they are.
    public func copyTree(
        from source: Int32, naming: TreeNaming = TreeNaming(), into target: Int32, readsWhiteouts: Bool = false
    ) throws(StoreError) {
        var ends: [Int32] = [-1, -1]
        guard slipway_pipe(&ends) == 0 else { throw .failed("make", "a pipe") }
        let child = slipway_fork()
        guard child >= 0 else { throw .failed("start", "a process") }
        if child == 0 {
            close(ends[0])
            let packed: Void? = try? Self.packTree(from: source, naming: naming, into: ends[1])
            _exit(packed == nil ? 1 : 0)
        }
        close(ends[1])
        let budget = ExtractionBudget(try limits(nil))
        var failure: StoreError?
        do throws(StoreError) {
            var tar = TarReader(MeasuredSource(FileSource(Handle(adopting: ends[0])), budget))
            var extractor = LayerExtractor(root: try Self.copy(target), budget, readsWhiteouts: readsWhiteouts)
            try extractor.extract(&tar)
            try tar.drain()
        } catch {
            failure = error
        }
        let status = slipway_wait(child, 0)
        // Status 1 means that the archive ended early because the child process had failed.
        if status == 1 { throw .corrupt(path: "the copied folder, which changed meanwhile or could not be read") }
        if let failure { throw failure }
    }

    /// Writes what is below an open folder as a tar.
    public static func packTree(
        from source: Int32, naming: TreeNaming = TreeNaming(), into output: Int32
    ) throws(StoreError) {
        var tar = LayerTar(sink: DescriptorSink(descriptor: output), naming: naming)
        let copy = fcntl(source, F_DUPFD_CLOEXEC, 3)
        guard copy >= 0 else { throw .failed("copy", "a descriptor") }
        try tar.append(layer: Handle(adopting: copy))
    }
}

/// An open file, pipe or terminal.
private struct DescriptorSink: TarSink {
    let descriptor: Int32

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        try OpenFile.write(bytes, to: descriptor)
    }
}
