extension MountFlag {
    static let keys = [
        "type", "from", "source", "target", "readonly", "id", "sharing", "required", "size", "mode", "uid", "gid",
        "env", "src", "dst", "destination", "ro", "rw", "readwrite",
    ]

    /// The mount with its variables replaced.
    public func mount(
        escape: EscapeCharacter = .backslash, lookup: (String) -> String?
    ) throws(MountFault) -> MountOptions {
        var reading = MountReading()
        let expander = WordExpander(escape: escape)
        for field in fields {
            var value: String?
            if let written = field.value {
                do { value = try expander.expand(written, lookup: lookup).text } catch { throw .word(error) }
            }
            try reading.read(field, value)
        }
        return try reading.finish()
    }
}

/// Takes the fields of a mount one by one; `type` counts for those behind it.
private struct MountReading {
    private var mount = MountOptions()
    private var isReadOnly: Bool?

    mutating func read(_ field: MountFlag.Field, _ value: String?) throws(MountFault) {
        guard let value else { return try readWord(field) }
        switch field.key {
        case "type":
            guard let kind = MountOptions.Kind(rawValue: value.lowercased()) else { throw .kind(value) }
            mount.kind = kind
        case "from": mount.from = value
        case "source", "src": mount.source = value
        case "target", "dst", "destination": mount.target = value
        case "id": mount.id = value
        case "readonly", "ro": isReadOnly = try truth(value, field)
        case "readwrite", "rw": isReadOnly = try !truth(value, field)
        default: try readSpecial(field, value)
        }
    }

    /// Options that only some kinds of mounts take.
    private mutating func readSpecial(_ field: MountFlag.Field, _ value: String) throws(MountFault) {
        switch field.key {
        case "required":
            try only([.secret, .ssh], field)
            mount.isRequired = try truth(value, field)
        case "size":
            try only([.tmpfs], field)
            guard let size = ByteCountText.read(value) else { throw .value(value, key: field.key) }
            mount.size = size
        case "env":
            try only([.secret], field)
            mount.variable = value
        case "sharing":
            guard let sharing = MountOptions.Sharing(rawValue: value.lowercased()) else { throw .sharing(value) }
            mount.sharing = sharing
        case "mode": mount.mode = try number(value, field, radix: 8)
        case "uid": mount.uid = try number(value, field, radix: 10)
        case "gid": mount.gid = try number(value, field, radix: 10)
        default: throw .key(field.key)
        }
    }

    private mutating func readWord(_ field: MountFlag.Field) throws(MountFault) {
        switch field.key {
        case "readonly", "ro": isReadOnly = true
        case "readwrite", "rw": isReadOnly = false
        case "required":
            try only([.secret, .ssh], field)
            mount.isRequired = true
        default:
            guard MountFlag.keys.contains(field.key) else { throw .key(field.key) }
            throw .needsValue(field.key)
        }
    }

    /// Checks what depends on the kind, wherever it was named.
    mutating func finish() throws(MountFault) -> MountOptions {
        if mount.kind == .bind || mount.kind == .tmpfs {
            for (key, value) in [("mode", mount.mode), ("uid", mount.uid), ("gid", mount.gid)] where value != nil {
                throw .notFor(key: key, kind: mount.kind)
            }
        }
        if mount.kind == .secret {
            if isSaid(mount.from) { throw .secretFrom }
            if !isSaid(mount.source), !isSaid(mount.target), !isSaid(mount.id) { throw .secretNeedsName }
            if isSaid(mount.source), isSaid(mount.id) { throw .secretNamedTwice }
        }
        if mount.sharing != nil, mount.kind != .cache { throw .notFor(key: "sharing", kind: mount.kind) }
        mount.isReadOnly = isReadOnly ?? (mount.kind != .cache && mount.kind != .tmpfs)
        return mount
    }

    private func isSaid(_ text: String?) -> Bool { !(text ?? "").isEmpty }

    private func only(_ kinds: [MountOptions.Kind], _ field: MountFlag.Field) throws(MountFault) {
        guard kinds.contains(mount.kind) else { throw .notFor(key: field.key, kind: mount.kind) }
    }

    private func truth(_ value: String, _ field: MountFlag.Field) throws(MountFault) -> Bool {
        switch value {
        case "1", "t", "T", "true", "TRUE", "True": return true
        case "0", "f", "F", "false", "FALSE", "False": return false
        default: throw .value(value, key: field.key)
        }
    }

    private func number(_ value: String, _ field: MountFlag.Field, radix: Int) throws(MountFault) -> UInt32 {
        guard !value.hasPrefix("+"), let number = UInt32(value, radix: radix) else {
            throw .value(value, key: field.key)
        }
        return number
    }
}

/// Sizes as Docker writes them: `64m`, `1.5GiB`, `512`.
enum ByteCountText {
    /// Nil where the text is not a size; units are powers of 1,024.
    static func read(_ text: String) -> Int64? {
        var number = text[...]
        var suffix = ""
        while let last = number.last, last.isLetter || last == " " {
            suffix = String(last).lowercased() + suffix
            number.removeLast()
        }
        let unit = suffix.hasPrefix(" ") ? suffix.dropFirst() : suffix[...]
        let exponents = ["": 0, "b": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5]
        let bare = unit.count > 1 && unit.hasSuffix("b") ? unit.dropLast() : unit
        guard let exponent = exponents[String(bare.count > 1 && bare.hasSuffix("i") ? bare.dropLast() : bare)],
            number.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }), let value = Double(number),
            case let size = value * Double(Int64(1) << Int64(10 * exponent)), size < 0x1p62
        else { return nil }
        return Int64(size)
    }
}
