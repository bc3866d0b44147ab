import ImageStore

extension Format {
    /// The tar of a layer or of an archive of images. Checksums are mended, or nothing behind a change would be read.
    static let tar = Format(
        "tar", seeds: [archive(of: entries), archive(of: [entries[1], entries[1]])],
        tokens: [
            "x", "g", "L", "K", "S", "V", "1", "2", "5", "ustar\u{0}00", "ustar  \u{0}", "00000000000\u{0}",
            "77777777777",
            "../", "/", ".wh.", "path=", "20 GNU.sparse.map=0,", "16 size=1000000\n", "\u{0}\u{0}\u{0}\u{0}",
        ].map { Array($0.utf8) } + [[0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0], [0xFF, 0xFF, 0xFF, 0xFF]],
        longest: 16 << 10
    ) { bytes in try read(mended(bytes)) }

    /// The extended header of one entry. Its records get the lengths that they have; behind a `!` they stay as they are.
    static let pax = Format(
        "pax",
        seeds: [
            "path=a/b\nlinkpath=c\nsize=7\nuid=1000\ngid=4294967295\nmtime=1700000000.5\n",
            "SCHILY.xattr.user.a=1\nSCHILY.xattr.security.capability=\u{1}\nmtime=-1.25\ncomment=x\n",
            "GNU.sparse.major=1\nGNU.sparse.minor=0\nGNU.sparse.name=s\nGNU.sparse.realsize=4096\n",
            "GNU.sparse.size=4096\nGNU.sparse.numblocks=1\nGNU.sparse.map=512,3\n",
            "GNU.sparse.size=9\nGNU.sparse.offset=1\nGNU.sparse.numbytes=2\nGNU.sparse.offset=5\nGNU.sparse.numbytes=1\n",
            "!12 path=a/b\n11 mtime=1\n",
        ],
        tokens: [
            "\n", "=", ",", "path=", "size=", "mtime=", "mtime=-", "uid=", "GNU.sparse.map=", "GNU.sparse.offset=",
            "GNU.sparse.numbytes=", "GNU.sparse.realsize=", "GNU.sparse.major=1\n", "SCHILY.xattr.", "!", "99999999 ",
            "-9223372036854775808.5\n",
        ]
    ) { bytes in try read(archive(extendedBy: bytes.first == UInt8(ascii: "!") ? bytes[1...] : measured(bytes)[...])) }

    // MARK: Right archives

    private static let entries: [TarEntry] = {
        func entry(_ path: String, _ kind: TarEntry.Kind) -> TarEntry {
            TarEntry(
                path: Array(path.utf8), kind: kind, mode: 0o4755, owner: 3_000_000, group: 5, modified: 1000,
                attributes: [.init(name: Array("user.a".utf8), value: [0, 1, 255])])
        }
        return [
            entry("d/", .directory), entry(String(repeating: "long/", count: 40) + "f", .file(size: 5)),
            entry("l", .symbolicLink(to: Array("d/x".utf8))), entry("h", .hardLink(to: Array("d/x".utf8))),
            entry("c", .characterDevice(major: 1, minor: 3)), entry("b", .blockDevice(major: 8, minor: 0)),
            entry("p", .pipe),
        ]
    }()

    private static func archive(of entries: [TarEntry]) -> [UInt8] {
        var writer = TarWriter(sink: Collected())
        do throws(StoreError) {
            for entry in entries {
                if case .file(let size) = entry.kind {
                    try writer.append(entry, content: [UInt8](repeating: UInt8(ascii: "c"), count: Int(size)))
                } else {
                    try writer.append(entry)
                }
            }
            try writer.finish()
        } catch {
            fatalError("what is only kept in memory cannot fail: \(error)")
        }
        return writer.sink.bytes
    }

    /// `NAME=VALUE\n` with the length that stands in front of a record, and counts itself.
    private static func measured(_ lines: [UInt8]) -> [UInt8] {
        lines.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast().flatMap { line in
            var length = line.count + 3
            while "\(length) ".utf8.count + line.count + 1 != length { length += 1 }
            return Array("\(length) ".utf8) + line + [UInt8(ascii: "\n")]
        }
    }

    /// An archive of a file with some content, behind an extended header with these records.
    private static func archive(extendedBy records: ArraySlice<UInt8>) -> [UInt8] {
        func entry(_ path: String, _ content: [UInt8], type: Character) -> [UInt8] {
            var bytes = archive(of: [
                TarEntry(
                    path: Array(path.utf8), kind: .file(size: Int64(content.count)), mode: 0o644, owner: 0, group: 0,
                    modified: 0)
            ])
            bytes = Array(bytes.prefix(512))
            bytes[156] = type.asciiValue ?? 0
            return mended(bytes) + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        }
        let map = Array("1\n0\n7\n".utf8) + [UInt8](repeating: 0, count: 506)
        return entry("pax", Array(records), type: "x") + entry("f", map + Array("content".utf8), type: "0")
            + [UInt8](repeating: 0, count: 1024)
    }

    /// The checksum of every header that has its magic is right, unless the header's last byte is used.
    private static func mended(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for start in stride(from: 0, to: bytes.count - 511, by: 512)
        where bytes[(start + 257)..<(start + 262)].elementsEqual("ustar".utf8) && bytes[start + 511] == 0 {
            for place in 148..<156 { bytes[start + place] = UInt8(ascii: " ") }
            let sum = bytes[start..<start + 512].reduce(0) { $0 + Int($1) }
            bytes.replaceSubrange(
                start + 148..<start + 148 + 6, with: Array(String(sum + 1 << 18, radix: 8).utf8.suffix(6)))
        }
        return bytes
    }

    // MARK: What must hold

    private static func read(_ bytes: [UInt8]) throws {
        let (entries, content) = try members(of: bytes)
        try promise(content <= bytes.count, "\(content) bytes of content come out of \(bytes.count)")
        let plain = entries.filter(\.canBeWritten).map(\.withoutContent)
        let again = try again { try members(of: archive(of: plain)).entries }
        try promise(again == plain, "what is written reads back as something else")
    }

    private static func members(of bytes: [UInt8]) throws(StoreError) -> (entries: [TarEntry], content: Int) {
        var reader = TarReader(Pieces(rest: bytes[...]))
        var entries: [TarEntry] = []
        var content = 0
        while let entry = try reader.next() {
            entries.append(entry)
            guard case .file = entry.kind else { continue }
            try reader.content { (_, piece) throws(StoreError) in content += piece.count }
        }
        return (entries, content)
    }
}

extension TarEntry {
    /// Names with a NUL in them are refused by what makes files of entries; no system has larger device numbers.
    fileprivate var canBeWritten: Bool {
        switch kind {
        case .characterDevice(let major, let minor), .blockDevice(let major, let minor):
            guard major < 1 << 21, minor < 1 << 21 else { return false }
        case .file, .hardLink, .symbolicLink, .directory, .pipe: break
        }
        return !path.contains(0) && !linkTarget.contains(0)
    }

    fileprivate var withoutContent: TarEntry {
        var entry = self
        if case .file = kind { entry.kind = .file(size: 0) }
        return entry
    }
}

/// Bytes in pieces that fit no block.
private struct Pieces: ByteSource {
    var rest: ArraySlice<UInt8>

    mutating func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let piece = rest.prefix(min(buffer.count, 700))
        buffer.copyBytes(from: piece)
        rest = rest.dropFirst(piece.count)
        return piece.count
    }
}

private struct Collected: TarSink {
    var bytes: [UInt8] = []

    mutating func write(_ more: UnsafeRawBufferPointer) { bytes.append(contentsOf: more) }
}
