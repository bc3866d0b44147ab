internal import Glibc
internal import ImageFormat

/// Bytes that come one buffer at a time.
package protocol ByteSource {
    /// Reads some bytes; 0 at the end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreError) -> Int
}

/// An open file, counted and, where that is wanted, hashed as it is read.
final class FileSource: ByteSource {
    private let file: Handle
    private let isHashed: Bool
    private(set) var hasher = DigestHasher()
    private(set) var count: Int64 = 0

    init(_ file: consuming Handle, isHashed: Bool = false) {
        self.file = file
        self.isHashed = isHashed
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreError) -> Int {
        let size = try file.read(into: buffer)
        if isHashed { hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<size])) }
        count += Int64(size)
        return size
    }
}

/// Another source, hashed and counted, that ends with an error where the budget does.
struct MeasuredSource<Source: ByteSource>: ByteSource {
    var source: Source
    private let budget: ExtractionBudget
    private(set) var hasher = DigestHasher()
    private(set) var count: Int64 = 0

    init(_ source: Source, _ budget: ExtractionBudget) {
        self.source = source
        self.budget = budget
    }

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(StoreError) -> Int {
        let size = try source.read(into: buffer)
        count += Int64(size)
        try budget.takeTar(bytes: size)
        hasher.update(UnsafeRawBufferPointer(rebasing: buffer[..<size]))
        return size
    }
}

extension ByteSource {
    /// Reads to the end, so that whatever measures the bytes has seen all of them.
    mutating func drain(through buffer: ReadBuffer) throws(StoreError) {
        while try read(into: buffer.bytes) > 0 {}
    }
}
