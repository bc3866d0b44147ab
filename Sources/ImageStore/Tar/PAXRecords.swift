/// The records of extended headers about the entry that follows them (POSIX.1-2017, pax, "pax Extended Header").
struct PAXRecords {
    private(set) var path: [UInt8]?
    private(set) var target: [UInt8]?
    private(set) var size: Int64?
    private(set) var owner: UInt32?
    private(set) var group: UInt32?
    /// Whole seconds since 1970, rounded down.
    private(set) var modified: Int64?
    private(set) var attributes: [TarEntry.Attribute] = []
    /// Where in `attributes` a name is: a later record takes an earlier one's place.
    private var attributePlaces: [[UInt8]: Int] = [:]
    private var attributeNameBytes = 0
    /// GNU's sparse formats 0.0 and 0.1.
    private(set) var sparseNumbers: [Int64]?
    private(set) var sparseSize: Int64?
    private(set) var sparseName: [UInt8]?
    /// GNU's sparse format 1.0, whose map stands before the content.
    private(set) var isSparse1 = false

    var sparseMap: SparseMap? {
        sparseNumbers.flatMap { numbers in sparseSize.flatMap { SparseMap(size: $0, numbers: numbers) } }
    }

    /// Bytes in the names of all extended attributes of one file: as many as Linux lists (XATTR_LIST_MAX).
    static let mostAttributeNameBytes = 65_536

    /// Takes the content of an extended header: records `LENGTH NAME=VALUE\n`. The time is linear in its bytes.
    mutating func parse(_ content: [UInt8], offset: Int64) throws(StoreError) {
        var rest = content[...]
        while !rest.isEmpty {
            guard let record = Self.takeRecord(&rest), apply(record.name, record.value) else {
                throw .badArchive(offset: offset, reason: "an extended header makes no sense")
            }
            guard attributeNameBytes <= Self.mostAttributeNameBytes else {
                throw .limitExceeded(
                    .attributes, limit: Int64(Self.mostAttributeNameBytes), entry: path.map(ShownPath.text))
            }
        }
    }

    private static func takeRecord(_ rest: inout ArraySlice<UInt8>) -> (name: String, value: [UInt8])? {
        guard let space = rest.prefix(20).firstIndex(of: UInt8(ascii: " ")),
            let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
            length > space - rest.startIndex + 1, length <= rest.count
        else { return nil }
        let record = rest[(space + 1)..<(rest.startIndex + length)]
        guard record.last == UInt8(ascii: "\n"), let equals = record.firstIndex(of: UInt8(ascii: "=")) else {
            return nil
        }
        rest = rest.dropFirst(length)
        return (String(decoding: record[..<equals], as: UTF8.self), Array(record[(equals + 1)...].dropLast()))
    }

    /// False where the value is not what the name asks for. Unknown names are ignored.
    private mutating func apply(_ name: String, _ value: [UInt8]) -> Bool {
        let number = Int64(String(decoding: value, as: UTF8.self))
        switch name {
        case "path": return Self.set(&path, value)
        case "linkpath": return Self.set(&target, value)
        case "size": return Self.set(&size, number.flatMap { (0..<1 << 60).contains($0) ? $0 : nil })
        case "uid": return Self.set(&owner, number.flatMap { UInt32(exactly: $0) })
        case "gid": return Self.set(&group, number.flatMap { UInt32(exactly: $0) })
        case "mtime": return Self.set(&modified, Self.seconds(value))
        default: break
        }
        if name.hasPrefix("SCHILY.xattr.") {
            let attribute = Array(name.utf8.dropFirst(13))
            guard !attribute.isEmpty, !attribute.contains(0) else { return false }
            setAttribute(TarEntry.Attribute(name: attribute, value: value))
        }
        if name.hasPrefix("GNU.sparse.") { return takeSparse(String(name.dropFirst(11)), value, number) }
        return true
    }

    private mutating func setAttribute(_ attribute: TarEntry.Attribute) {
        if let place = attributePlaces[attribute.name] {
            attributes[place] = attribute
        } else {
            attributePlaces[attribute.name] = attributes.count
            attributes.append(attribute)
            attributeNameBytes += attribute.name.count + 1
        }
    }

    private mutating func takeSparse(_ name: String, _ value: [UInt8], _ number: Int64?) -> Bool {
        switch name {
        case "major": isSparse1 = number == 1
        case "name": sparseName = value
        case "size", "realsize": return Self.set(&sparseSize, number)
        case "offset", "numbytes":
            guard let number, (sparseNumbers?.count ?? 0) < 2 * SparseMap.mostExtents else { return false }
            if sparseNumbers?.append(number) == nil { sparseNumbers = [number] }
        case "map":
            let numbers = value.split(separator: UInt8(ascii: ",")).map { Int64(String(decoding: $0, as: UTF8.self)) }
            guard !numbers.contains(nil), numbers.count <= 2 * SparseMap.mostExtents else { return false }
            sparseNumbers = numbers.compactMap(\.self)
        default: break
        }
        return true
    }

    private static func set<Value>(_ field: inout Value?, _ value: Value?) -> Bool {
        field = value
        return value != nil
    }

    /// The whole seconds of a decimal number, rounded down.
    private static func seconds(_ value: [UInt8]) -> Int64? {
        let parts = value.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first, let whole = Int64(String(decoding: first, as: UTF8.self)) else { return nil }
        let hasFraction = parts.count == 2 && parts[1].contains { $0 != UInt8(ascii: "0") }
        guard value.first == UInt8(ascii: "-"), hasFraction else { return whole }
        let (below, overflow) = whole.subtractingReportingOverflow(1)
        return overflow ? nil : below
    }
}
