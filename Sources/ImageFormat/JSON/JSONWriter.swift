extension JSON {
    /// The value as UTF-8 without white space.
    public func encoded() -> [UInt8] {
        var output: [UInt8] = []
        write(to: &output, layout: .compact)
        return output
    }

    /// The value over several lines, indented by four spaces as `docker inspect` shows it.
    public func pretty() -> String {
        var output: [UInt8] = []
        write(to: &output, layout: .indented(depth: 0))
        return String(decoding: output, as: UTF8.self)
    }

    private enum Layout {
        case compact
        case indented(depth: Int)

        var inner: Layout {
            if case .indented(let depth) = self { .indented(depth: depth + 1) } else { .compact }
        }

        func newLine(in output: inout [UInt8]) {
            guard case .indented(let depth) = self else { return }
            output.append(UInt8(ascii: "\n"))
            output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 4 * depth))
        }

        var afterName: String {
            if case .indented = self { ": " } else { ":" }
        }
    }

    private func write(to output: inout [UInt8], layout: Layout) {
        switch self {
        case .null: output.append(contentsOf: "null".utf8)
        case .bool(let value): output.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): output.append(contentsOf: String(value).utf8)
        case .number(let value): output.append(contentsOf: digits(of: value).utf8)
        case .string(let text): Self.write(text, to: &output)
        case .array(let elements):
            Self.write(elements, in: ("[", "]"), to: &output, layout: layout) { element, output in
                element.write(to: &output, layout: layout.inner)
            }
        case .object(let members):
            Self.write(members, in: ("{", "}"), to: &output, layout: layout) { member, output in
                Self.write(member.name, to: &output)
                output.append(contentsOf: layout.afterName.utf8)
                member.value.write(to: &output, layout: layout.inner)
            }
        }
    }

    private static func write<Item>(
        _ items: [Item], in brackets: (String, String), to output: inout [UInt8], layout: Layout,
        item writeItem: (Item, inout [UInt8]) -> Void
    ) {
        output.append(contentsOf: brackets.0.utf8)
        for (index, item) in items.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            layout.inner.newLine(in: &output)
            writeItem(item, &output)
        }
        if !items.isEmpty { layout.newLine(in: &output) }
        output.append(contentsOf: brackets.1.utf8)
    }

    private static func write(_ text: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(contentsOf: [UInt8(ascii: "\\"), byte])
            case 10: output.append(contentsOf: "\\n".utf8)
            case 13: output.append(contentsOf: "\\r".utf8)
            case 9: output.append(contentsOf: "\\t".utf8)
            case 0..<0x20: output.append(contentsOf: "\\u00".utf8 + Array(Hexadecimal.string([byte]).utf8))
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}

/// The digits of a number in a form that every reader of JSON accepts. A whole number of 64 bits is written without an
/// exponent. The largest of them, which stands for "no limit", cannot be represented exactly as a `Double`.
private func digits(of value: Double) -> String {
    if value == 0x1p64 { return String(UInt64.max) }
    return value >= 0x1p63 ? UInt64(exactly: value).map { String($0) } ?? String(value) : String(value)
}
