extension MountFlag {
    /// Splits `key=value,key,…`; a field may stand in quotes, where `""` is a quote.
    static func fields(of text: String) throws(MountFault) -> [Field] {
        let utf8 = Array(text.utf8)
        guard !utf8.isEmpty else { throw .quotes(text) }
        var fields: [Field] = []
        var index = 0
        repeat {
            let field = try read(utf8, &index, in: text)
            fields.append(Field(field))
            index += 1
        } while index <= utf8.count
        return fields
    }

    /// Reads one field and stops at its comma.
    private static func read(_ utf8: [UInt8], _ index: inout Int, in text: String) throws(MountFault) -> String {
        let comma = UInt8(ascii: ",")
        guard index < utf8.count, utf8[index] == .doubleQuote else {
            let start = index
            while index < utf8.count, utf8[index] != comma {
                if utf8[index] == .doubleQuote { throw .quotes(text) }
                index += 1
            }
            return String(decoding: utf8[start..<index], as: UTF8.self)
        }
        var result: [UInt8] = []
        index += 1
        while index < utf8.count {
            if utf8[index] != .doubleQuote {
                result.append(utf8[index])
            } else if index + 1 < utf8.count, utf8[index + 1] == .doubleQuote {
                result.append(.doubleQuote)
                index += 1
            } else {
                index += 1
                guard index == utf8.count || utf8[index] == comma else { throw .quotes(text) }
                return String(decoding: result, as: UTF8.self)
            }
            index += 1
        }
        throw .quotes(text)
    }

    /// The faults of the flag that show before variables have values.
    func check() throws(MountFault) {
        for field in fields where field.key == "from" && (field.value ?? "").hasVariable { throw .variableInFrom }
        guard !fields.contains(where: { ($0.value ?? "").contains("$") }) else { return }
        _ = try mount { _ in nil }
    }
}

extension MountFlag.Field {
    init(_ text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        self.init(
            key: (parts.first ?? "").lowercased(), value: parts.count == 2 ? String(parts[1]) : nil, text: text)
    }
}

extension String {
    /// A dollar with something behind it.
    fileprivate var hasVariable: Bool { dropLast().contains("$") }
}
