internal import CLinux
internal import Glibc

/// The names in a folder, as bytes, in one piece of memory: a million of them take a few tens of megabytes.
struct FolderNames {
    /// Each name with a NUL behind it.
    private let bytes: [UInt8]
    private let places: [Place]

    private struct Place {
        var start: Int
        /// `DT_…`, as the file system says; `DT_UNKNOWN` where it does not.
        var type: UInt8
    }

    /// Reads an open folder from its start, without `.` and `..`. In the order of the names' bytes, unless `isSorted` is
    /// false.
    init(of folder: Int32, isSorted: Bool = true) throws(StoreError) {
        guard lseek(folder, 0, SEEK_SET) == 0 else { throw .failed("read", "a folder") }
        var bytes: [UInt8] = []
        var places: [Place] = []
        let isRead = withUnsafeTemporaryAllocation(byteCount: 32_768, alignment: 8) { buffer -> Bool in
            while true {
                let count = slipway_read_folder(folder, buffer.baseAddress, buffer.count)
                // A folder that has been removed meanwhile has no names.
                guard count > 0 else { return count == 0 || errno == ENOENT }
                Self.collect(UnsafeRawBufferPointer(rebasing: buffer[..<count]), &bytes, &places)
            }
        }
        guard isRead else { throw .failed("read", "a folder") }
        if isSorted { Self.sort(&places, bytes) }
        self.bytes = bytes
        self.places = places
    }

    var count: Int { places.count }

    /// `DT_…`.
    func type(at index: Int) -> UInt8 { places[index].type }

    func name(at index: Int) -> ArraySlice<UInt8> {
        let start = places[index].start
        return bytes[start..<start + withName(at: index) { strlen($0) }]
    }

    func withName<Result>(at index: Int, _ body: (UnsafePointer<CChar>) -> Result) -> Result {
        bytes.withUnsafeBytes { buffer in
            // There is a name, so there is memory.
            guard let base = buffer.baseAddress else { preconditionFailure("a name without memory") }
            return body((base + places[index].start).assumingMemoryBound(to: CChar.self))
        }
    }

    /// Takes entries as `slipway_read_folder` gives them.
    private static func collect(_ entries: UnsafeRawBufferPointer, _ bytes: inout [UInt8], _ places: inout [Place]) {
        var rest = entries
        while rest.count > 19 {
            let length = Int(rest.loadUnaligned(fromByteOffset: 16, as: UInt16.self))
            let padded = UnsafeRawBufferPointer(rebasing: rest[19..<length])
            let name = UnsafeRawBufferPointer(rebasing: padded[..<(padded.firstIndex(of: 0) ?? padded.count)])
            if !isDots(name) {
                places.append(Place(start: bytes.count, type: rest[18]))
                bytes.append(contentsOf: name)
                bytes.append(0)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[length...])
        }
    }

    private static func isDots(_ name: UnsafeRawBufferPointer) -> Bool {
        name.count <= 2 && name.allSatisfy { $0 == UInt8(ascii: ".") }
    }

    private static func sort(_ places: inout [Place], _ bytes: [UInt8]) {
        guard places.count > 1 else { return }
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else { return }
            // `strcmp` compares bytes without a sign.
            places.sort { strcmp(base + $0.start, base + $1.start) < 0 }
        }
    }
}
