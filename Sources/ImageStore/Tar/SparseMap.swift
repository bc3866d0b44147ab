/// A piece of a sparse file that has content.
struct SparseExtent: Equatable {
    var offset: Int64
    var length: Int64
}

/// Where the content of a sparse file belongs.
struct SparseMap: Equatable {
    /// Bytes of the whole file, holes included.
    var size: Int64
    var extents: [SparseExtent]

    static let mostExtents = 1 << 20

    /// Whether the pieces follow one another and lie within the file.
    var isValid: Bool {
        var end: Int64 = 0
        for extent in extents {
            let (next, overflow) = extent.offset.addingReportingOverflow(extent.length)
            guard !overflow, extent.offset >= end, extent.length >= 0, next <= size else { return false }
            end = next
        }
        return size >= 0 && size < 1 << 60
    }

    /// Takes the numbers of PAX records, offsets and lengths in turn.
    init?(size: Int64, numbers: [Int64]) {
        guard numbers.count % 2 == 0 else { return nil }
        self.size = size
        extents = stride(from: 0, to: numbers.count, by: 2).map {
            SparseExtent(offset: numbers[$0], length: numbers[$0 + 1])
        }
    }

    init(size: Int64, extents: [SparseExtent]) {
        self.size = size
        self.extents = extents
    }
}

/// GNU's old map, as far as it has been read.
struct GNUSparseMap {
    var map: SparseMap
    /// Whether a further block of it follows.
    var continues: Bool

    /// Takes places of 24 bytes until an empty one; false where they are not numbers.
    mutating func append(_ places: ArraySlice<UInt8>) -> Bool {
        var rest = places
        while rest.count >= 24, rest.prefix(24).contains(where: { $0 != 0 }) {
            guard let offset = TarField.number(rest.prefix(12)),
                let length = TarField.number(rest.dropFirst(12).prefix(12))
            else { return false }
            map.extents.append(SparseExtent(offset: offset, length: length))
            rest = rest.dropFirst(24)
        }
        return true
    }

    mutating func extend(by block: [UInt8]) -> Bool {
        continues = block[504] != 0
        return append(block[0..<504])
    }
}

/// The decimal lines of GNU's sparse format 1.0: a count of pieces, then offset and length of each.
struct SparseLines {
    private var numbers: [Int64] = []
    private var digits: [UInt8] = []

    var lineCount: Int { numbers.count }

    var isComplete: Bool {
        guard let count = numbers.first else { return false }
        return Int64(numbers.count) >= 1 + 2 * count
    }

    var extents: [SparseExtent] {
        stride(from: 1, to: numbers.count - 1, by: 2).map { SparseExtent(offset: numbers[$0], length: numbers[$0 + 1]) }
    }

    /// Takes a block; false where a line is not a number that makes sense. What follows the last line is ignored.
    mutating func append(_ block: [UInt8]) -> Bool {
        for byte in block where !isComplete {
            if byte != UInt8(ascii: "\n") {
                digits.append(byte)
                guard digits.count <= 19 else { return false }
                continue
            }
            guard let number = Int64(String(decoding: digits, as: UTF8.self)), number >= 0 else { return false }
            if numbers.isEmpty, number > Int64(SparseMap.mostExtents) { return false }
            numbers.append(number)
            digits = []
        }
        return true
    }
}
