/// Writes a tar into a sink, in large pieces. Written here because a diff ID is the digest of these bytes: another
/// version of a library would give the same files another one.
package struct TarWriter<Sink: TarSink> {
    package private(set) var sink: Sink
    private var pending: [UInt8] = []
    private static var flushSize: Int { 256 << 10 }

    package init(sink: Sink) {
        self.sink = sink
        pending.reserveCapacity(Self.flushSize + 4096)
    }

    /// Writes an entry's header. Exactly `contentSize` bytes of content must follow, then `endContent`.
    mutating func begin(_ entry: TarEntry) throws(StoreError) {
        TarHeader.append(entry, to: &pending)
        if pending.count >= Self.flushSize { try flush() }
    }

    /// Writes a piece of content.
    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) {
        if pending.count + bytes.count < Self.flushSize {
            pending.append(contentsOf: bytes)
        } else {
            try flush()
            try sink.write(bytes)
        }
    }

    /// Fills up the last block of a content of `size` bytes.
    mutating func endContent(size: Int64) {
        pending.append(contentsOf: repeatElement(0, count: TarHeader.padding(after: size)))
    }

    /// Writes an entry with all of its content.
    package mutating func append(_ entry: TarEntry, content: [UInt8] = []) throws(StoreError) {
        try begin(entry)
        pending.append(contentsOf: content)
        endContent(size: Int64(content.count))
        if pending.count >= Self.flushSize { try flush() }
    }

    /// Writes the two zero blocks that end an archive.
    package mutating func finish() throws(StoreError) {
        pending.append(contentsOf: repeatElement(0, count: 2 * TarHeader.block))
        try flush()
    }

    private mutating func flush() throws(StoreError) {
        guard !pending.isEmpty else { return }
        try pending.withBytes { (bytes) throws(StoreError) in try sink.write(bytes) }
        pending.removeAll(keepingCapacity: true)
    }
}
