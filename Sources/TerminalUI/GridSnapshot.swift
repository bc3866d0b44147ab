extension Grid {
    /// The grid as text for a test: its rows between bars, then the runs of cells that are not plain, then the caret.
    ///
    ///     |ab 世界|
    ///     0,1 x2 bold red
    ///     caret 3,0
    ///
    /// A place is `column,row`. Blanks at the end of a row stay.
    public var snapshot: String {
        var lines: [String] = []
        for y in 0..<size.height { lines.append("|" + row(y).compactMap(\.character).map(String.init).joined() + "|") }
        for y in 0..<size.height { lines += styleRuns(y) }
        if let caret { lines.append("caret \(caret.x),\(caret.y)") }
        return lines.joined(separator: "\n")
    }

    private func styleRuns(_ y: Int) -> [String] {
        var lines: [String] = []
        let cells = Array(row(y))
        var start = 0
        while start < cells.count {
            let style = cells[start].style
            let end = cells[start...].firstIndex { $0.style != style } ?? cells.count
            if style != .plain { lines.append("\(start),\(y) x\(end - start) \(style)") }
            start = end
        }
        return lines
    }
}

extension Style: CustomStringConvertible {
    /// In words: `bold red on 236`; `plain` for none.
    public var description: String {
        var words = attributes.words
        if foreground != .standard { words.append(foreground.description) }
        if background != .standard { words += ["on", background.description] }
        return words.isEmpty ? "plain" : words.joined(separator: " ")
    }
}

extension Attributes {
    fileprivate var words: [String] {
        let names: [(Attributes, String)] = [
            (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
        ]
        return names.filter { contains($0.0) }.map(\.1)
    }
}

extension Color: CustomStringConvertible {
    /// `red`, `bright red`, the number of a palette's colour, or `#ff8000`.
    public var description: String {
        switch self {
        case .standard: "standard"
        case .palette(let number) where number < 8: Self.names[Int(number)]
        case .palette(let number) where number < 16: "bright " + Self.names[Int(number) - 8]
        case .palette(let number): String(number)
        case .rgb(let red, let green, let blue): "#" + [red, green, blue].map(Self.hexadecimal).joined()
        }
    }

    private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
