/// Writes headers: POSIX ustar, and a PAX record only for what ustar has no room for (POSIX.1-2017, pax, "ustar
/// Interchange Format"). Equal entries give equal bytes.
enum TarHeader {
    static let block = 512

    /// The header blocks of an entry, PAX records included.
    static func append(_ entry: TarEntry, to output: inout [UInt8]) {
        let records = paxRecords(of: entry)
        if !records.isEmpty { appendPAX(records, for: entry, to: &output) }
        appendBlock(entry, type: entry.typeFlag, size: entry.contentSize, to: &output)
    }

    private static func paxRecords(of entry: TarEntry) -> [UInt8] {
        var records: [UInt8] = []
        let target = entry.linkTarget
        if entry.path.count > 100 { appendRecord("path", entry.path, to: &records) }
        if target.count > 100 { appendRecord("linkpath", target, to: &records) }
        if !fits(entry.contentSize, digits: 11) { appendRecord("size", entry.contentSize, to: &records) }
        if !fits(Int64(entry.owner), digits: 7) { appendRecord("uid", Int64(entry.owner), to: &records) }
        if !fits(Int64(entry.group), digits: 7) { appendRecord("gid", Int64(entry.group), to: &records) }
        if !fits(entry.modified, digits: 11) { appendRecord("mtime", entry.modified, to: &records) }
        for attribute in entry.attributes {
            appendRecord("SCHILY.xattr.", attribute.name, attribute.value, to: &records)
        }
        return records
    }

    private static func appendRecord(_ name: String, _ value: Int64, to records: inout [UInt8]) {
        appendRecord(name, [], Array(String(value).utf8), to: &records)
    }

    private static func appendRecord(_ name: String, _ value: [UInt8], to records: inout [UInt8]) {
        appendRecord(name, [], value, to: &records)
    }

    /// `LENGTH NAME=VALUE\n`, where the length counts itself.
    private static func appendRecord(
        _ prefix: String, _ name: [UInt8], _ value: [UInt8], to records: inout [UInt8]
    ) {
        let rest = 1 + prefix.utf8.count + name.count + 1 + value.count + 1
        var length = rest + String(rest).utf8.count
        if String(length).utf8.count + rest != length { length = rest + String(length).utf8.count }
        records.append(contentsOf: String(length).utf8)
        records.append(UInt8(ascii: " "))
        records.append(contentsOf: prefix.utf8)
        records.append(contentsOf: name)
        records.append(UInt8(ascii: "="))
        records.append(contentsOf: value)
        records.append(UInt8(ascii: "\n"))
    }

    private static func appendPAX(_ records: [UInt8], for entry: TarEntry, to output: inout [UInt8]) {
        let path = entry.path.last == UInt8(ascii: "/") ? entry.path.dropLast() : entry.path[...]
        let name = path[(path.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? path.startIndex)...]
        let carrier = TarEntry(
            path: Array("PaxHeaders/".utf8) + name.prefix(80), kind: .file(size: 0), mode: 0o644, owner: 0, group: 0,
            modified: 0)
        appendBlock(carrier, type: UInt8(ascii: "x"), size: Int64(records.count), to: &output)
        output.append(contentsOf: records)
        output.append(contentsOf: repeatElement(0, count: padding(after: Int64(records.count))))
    }

    /// Zero bytes between a content of `size` bytes and the next header.
    static func padding(after size: Int64) -> Int { Int((512 - size % 512) % 512) }

    private static func appendBlock(_ entry: TarEntry, type: UInt8, size: Int64, to output: inout [UInt8]) {
        let start = output.count
        output.append(contentsOf: repeatElement(0, count: block))
        var field = FieldWriter(start: start)
        field.text(entry.path, width: 100, in: &output)
        field.octal(Int64(entry.mode), width: 8, in: &output)
        field.octal(Int64(entry.owner), width: 8, in: &output)
        field.octal(Int64(entry.group), width: 8, in: &output)
        field.octal(size, width: 12, in: &output)
        field.octal(entry.modified, width: 12, in: &output)
        field.text(Array("        ".utf8), width: 8, in: &output)
        field.text([type], width: 1, in: &output)
        field.text(entry.linkTarget, width: 100, in: &output)
        field.text(Array("ustar\u{0}00".utf8), width: 8, in: &output)
        field.skip(64)
        let (major, minor) = entry.device
        field.octal(Int64(major), width: 8, in: &output)
        field.octal(Int64(minor), width: 8, in: &output)
        appendChecksum(at: start, in: &output)
    }

    /// The sum of the block's bytes with blanks in the checksum's own place.
    private static func appendChecksum(at start: Int, in output: inout [UInt8]) {
        let sum = output[start..<start + block].reduce(0) { $0 + Int64($1) }
        var field = FieldWriter(start: start + 148)
        field.octal(sum, width: 7, in: &output)
    }

    static func fits(_ value: Int64, digits: Int) -> Bool { value >= 0 && value < 1 << Int64(3 * digits) }
}

extension TarEntry {
    fileprivate var device: (UInt32, UInt32) {
        switch kind {
        case .characterDevice(let major, let minor), .blockDevice(let major, let minor): (major, minor)
        case .file, .hardLink, .symbolicLink, .directory, .pipe: (0, 0)
        }
    }
}

/// Fills the fields of a header one after another.
private struct FieldWriter {
    var position: Int

    init(start: Int) { position = start }

    mutating func text(_ bytes: [UInt8], width: Int, in output: inout [UInt8]) {
        for (offset, byte) in bytes.prefix(width).enumerated() { output[position + offset] = byte }
        position += width
    }

    /// Octal digits and a NUL; zero where the value has no room, for a PAX record has it then.
    mutating func octal(_ value: Int64, width: Int, in output: inout [UInt8]) {
        var rest = TarHeader.fits(value, digits: width - 1) ? value : 0
        for offset in stride(from: width - 2, through: 0, by: -1) {
            output[position + offset] = UInt8(ascii: "0") + UInt8(rest & 7)
            rest >>= 3
        }
        position += width
    }

    mutating func skip(_ width: Int) { position += width }
}
