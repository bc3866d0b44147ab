internal import ImageFormat

/// Writes an image layout as a tar. It has no times, and root owns all files, so equal images give equal bytes.
struct ArchiveDestination: LayoutDestination {
    private var writer: TarWriter<FileSink>
    private var written: Set<String> = []

    init(_ file: Int32) { writer = TarWriter(sink: FileSink(descriptor: file)) }

    func has(_ name: String) -> Bool { written.contains(name) }

    func adopt(_ name: String, from directory: Int32, _ path: String) -> Bool { false }

    mutating func write(_ name: String, content: [UInt8]) throws(StoreError) {
        try begin(name, size: Int64(content.count))
        try content.withBytes { (bytes) throws(StoreError) in try writer.write(bytes) }
        writer.endContent(size: Int64(content.count))
    }

    mutating func write(
        _ name: String, size: Int64,
        _ body: (_ sink: (UnsafeRawBufferPointer) throws(StoreError) -> Void) throws(StoreError) -> Void
    ) throws(StoreError) {
        try begin(name, size: size)
        var count: Int64 = 0
        var writer = writer
        try body { (bytes) throws(StoreError) in
            count += Int64(bytes.count)
            guard count <= size else { throw .sizeMismatch(expected: size, actual: count) }
            try writer.write(bytes)
        }
        self.writer = writer
        guard count == size else { throw .sizeMismatch(expected: size, actual: count) }
        self.writer.endContent(size: size)
    }

    mutating func finish() throws(StoreError) { try writer.finish() }

    private mutating func begin(_ name: String, size: Int64) throws(StoreError) {
        written.insert(name)
        try writer.begin(
            TarEntry(path: Array(name.utf8), kind: .file(size: size), mode: 0o644, owner: 0, group: 0, modified: 0))
    }
}

/// Writes into an open file.
struct FileSink: TarSink {
    let descriptor: Int32

    func write(_ bytes: UnsafeRawBufferPointer) throws(StoreError) { try OpenFile.write(bytes, to: descriptor) }
}
