import Foundation
import Synchronization

/// The input under way, in a file that is mapped into memory: it is there whatever becomes of the process, a lost stack
/// and SIGKILL included.
public final class InputRecord: Sendable {
    /// Eight bytes of number, eight of length, then the input; both numbers in the machine's order.
    private static let head = 16

    public let path: String
    /// Written only by the thread that reads the inputs; others read it while that thread hangs, or after it.
    private nonisolated(unsafe) let memory: UnsafeMutableRawBufferPointer
    private let current = Atomic<UInt64>(.max)

    /// - Throws: `POSIXError` where the file cannot be made.
    public init(path: String, longest: Int) throws {
        self.path = path
        let size = Self.head + longest
        let file = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        defer { close(file) }
        guard posix_fallocate(file, 0, off_t(size)) == 0,
            let place = mmap(nil, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), place != MAP_FAILED
        else { throw POSIXError(.ENOSPC) }
        memory = UnsafeMutableRawBufferPointer(start: place, count: size)
    }

    deinit { munmap(memory.baseAddress, memory.count) }

    /// Before an input is read.
    func begin(_ number: UInt64, _ input: [UInt8]) {
        memory.storeBytes(of: number, as: UInt64.self)
        memory.storeBytes(of: UInt64(input.count), toByteOffset: 8, as: UInt64.self)
        UnsafeMutableRawBufferPointer(rebasing: memory[Self.head...]).copyBytes(from: input)
        current.store(number, ordering: .releasing)
    }

    /// The number of the input under way; `UInt64.max` before the first.
    var number: UInt64 { current.load(ordering: .acquiring) }

    /// What a record's file holds.
    /// - Returns: nil where it holds no whole record.
    public static func read(_ path: String) -> (number: UInt64, input: [UInt8])? {
        guard let data = FileManager.default.contents(atPath: path), data.count >= head else { return nil }
        let bytes = [UInt8](data)
        let words = bytes.withUnsafeBytes {
            ($0.load(as: UInt64.self), Int($0.load(fromByteOffset: 8, as: UInt64.self)))
        }
        guard words.1 <= bytes.count - head else { return nil }
        return (words.0, Array(bytes[head..<head + words.1]))
    }
}
