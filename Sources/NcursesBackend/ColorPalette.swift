internal import CTerminal
internal import TerminalUI

/// Styles as the terminal can show them: the nearest colour of its palette, and a pair of ncurses for each two.
struct ColorPalette {
    private struct Pair: Hashable {
        var foreground: Int32
        var background: Int32
    }

    private let colors: Int
    /// Pairs that may be in use at once: one more would change the colours of the oldest on the screen.
    private let limit: Int
    private var pairs: [Pair: Int32] = [:]

    init(colors: Int, limit: Int) {
        self.colors = colors
        self.limit = limit
    }

    mutating func resolve(_ style: Style) -> (pair: Int32, attributes: Int32) {
        let pair = Pair(
            foreground: ColorReduction.index(style.foreground, colors: colors),
            background: ColorReduction.index(style.background, colors: colors))
        return (number(of: pair), Int32(style.attributes.rawValue))
    }

    private mutating func number(of pair: Pair) -> Int32 {
        if pair.foreground < 0, pair.background < 0 { return 0 }
        if let known = pairs[pair] { return known }
        guard pairs.count < limit - 1 else { return 0 }
        let number = slipway_terminal_pair(pair.foreground, pair.background)
        pairs[pair] = number
        return number
    }
}
