/// The fields of one header block.
struct TarRawHeader {
    let type: UInt8
    let path: [UInt8]
    let mode: UInt32
    let owner: UInt32
    let group: UInt32
    let size: Int64
    let modified: Int64
    let target: [UInt8]
    private let block: [UInt8]

    /// Nil where the checksum or a number is wrong.
    init?(_ block: [UInt8]) {
        guard block.count == 512, Self.hasValidChecksum(block),
            let mode = TarField.number(block[100..<108]), let owner = TarField.number(block[108..<116]),
            let group = TarField.number(block[116..<124]), let size = TarField.number(block[124..<136]), size >= 0,
            size < 1 << 60, let modified = TarField.number(block[136..<148])
        else { return nil }
        type = block[156]
        self.mode = UInt32(truncatingIfNeeded: mode & 0o7777)
        self.owner = UInt32(truncatingIfNeeded: owner)
        self.group = UInt32(truncatingIfNeeded: group)
        self.size = size
        self.modified = modified
        target = TarField.text(block[157..<257])
        path = Self.path(block)
        self.block = block
    }

    /// The kind of the entry; nil for a type that is not known.
    func kind(path: [UInt8], size: Int64, target: [UInt8]) -> TarEntry.Kind? {
        switch type {
        case 0 where path.last == UInt8(ascii: "/"): .directory
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"), UInt8(ascii: "S"): .file(size: size)
        case UInt8(ascii: "1"): .hardLink(to: target)
        case UInt8(ascii: "2"): .symbolicLink(to: target)
        case UInt8(ascii: "3"): device.map { .characterDevice(major: $0, minor: $1) }
        case UInt8(ascii: "4"): device.map { .blockDevice(major: $0, minor: $1) }
        case UInt8(ascii: "5"): .directory
        case UInt8(ascii: "6"): .pipe
        default: nil
        }
    }

    private var device: (UInt32, UInt32)? {
        guard let major = TarField.number(block[329..<337]), let minor = TarField.number(block[337..<345]) else {
            return nil
        }
        return (UInt32(truncatingIfNeeded: major), UInt32(truncatingIfNeeded: minor))
    }

    /// GNU's old map of a sparse file: four places in the header, further ones in blocks that follow.
    var gnuSparse: GNUSparseMap? {
        guard let size = TarField.number(block[483..<495]) else { return nil }
        var map = GNUSparseMap(map: SparseMap(size: size, extents: []), continues: block[482] != 0)
        return map.append(block[386..<482]) ? map : nil
    }

    /// POSIX's ustar has a prefix; in GNU's format the same place holds other things.
    private static func path(_ block: [UInt8]) -> [UInt8] {
        let name = TarField.text(block[0..<100])
        guard block[257..<263].elementsEqual("ustar\u{0}".utf8) else { return name }
        let prefix = TarField.text(block[345..<500])
        return prefix.isEmpty ? name : prefix + [UInt8(ascii: "/")] + name
    }

    private static func hasValidChecksum(_ block: [UInt8]) -> Bool {
        guard let expected = TarField.number(block[148..<156]) else { return false }
        var unsigned: Int64 = 0
        var signed: Int64 = 0
        for (place, byte) in block.enumerated() {
            let value = (148..<156).contains(place) ? UInt8(ascii: " ") : byte
            unsigned += Int64(value)
            signed += Int64(Int8(bitPattern: value))
        }
        return expected == unsigned || expected == signed
    }
}

/// Reads the fields of headers.
enum TarField {
    /// Octal digits between blanks, or GNU's base 256; an empty field is 0, nil is not a number.
    static func number(_ field: ArraySlice<UInt8>) -> Int64? {
        guard let first = field.first else { return nil }
        if first & 0x80 != 0 { return base256(field, isNegative: first & 0x40 != 0) }
        let blank = { (byte: UInt8) in byte == 0 || byte == UInt8(ascii: " ") }
        let digits = field.drop(while: blank).prefix { !blank($0) }
        var value: Int64 = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(digit), value < 1 << 58 else { return nil }
            value = value << 3 | Int64(digit - UInt8(ascii: "0"))
        }
        return value
    }

    private static func base256(_ field: ArraySlice<UInt8>, isNegative: Bool) -> Int64? {
        var value: Int64 = isNegative ? -1 : 0
        for (place, byte) in field.enumerated() {
            let bits = place == 0 ? (isNegative ? byte : byte & 0x7F) : byte
            guard value >= -(1 << 54), value < 1 << 54 else { return nil }
            value = value << 8 | Int64(bits)
        }
        return value
    }

    static func text(_ field: ArraySlice<UInt8>) -> [UInt8] { Array(field.prefix { $0 != 0 }) }

    /// `size` filled up to whole blocks.
    static func padded(_ size: Int64) -> Int64 { (size + 511) / 512 * 512 }
}
