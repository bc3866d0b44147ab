internal import Glibc
internal import SystemPackage

/// The body of a request, read piece by piece.
final class UploadSource {
    private enum Content {
        case bytes([UInt8])
        case file(FileDescriptor)
    }

    private let content: Content
    /// Bytes in all.
    let count: Int64
    private var offset: Int64 = 0

    /// Nil for a request without a body. A method that takes one but has none sends a body of no bytes.
    /// - Throws: `Errno` where the file cannot be opened.
    init?(_ request: RegistryRequest) throws {
        switch request.body {
        case .none:
            guard !["GET", "HEAD"].contains(request.method) else { return nil }
            (content, count) = (.bytes([]), 0)
        case .bytes(let bytes): (content, count) = (.bytes(bytes), Int64(bytes.count))
        case .file(let path):
            let file = try FileDescriptor.open(path, .readOnly)
            content = .file(file)
            count = try file.seek(offset: 0, from: .end)
        }
    }

    deinit { if case .file(let file) = content { try? file.close() } }

    /// The next bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let length =
            switch content {
            case .bytes(let bytes): copy(bytes, into: buffer)
            case .file(let file): try file.read(fromAbsoluteOffset: offset, into: buffer)
            }
        offset += Int64(length)
        return length
    }

    private func copy(_ bytes: [UInt8], into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let rest = bytes.dropFirst(Int(offset)).prefix(buffer.count)
        buffer.copyBytes(from: rest)
        return rest.count
    }

    /// Whether the next bytes are those at `offset`.
    func seek(to offset: Int64) -> Bool {
        guard (0...count).contains(offset) else { return false }
        self.offset = offset
        return true
    }
}
