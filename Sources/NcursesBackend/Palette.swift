internal import CTerminal
internal import TerminalUI

/// Styles as the terminal can show them: the nearest colour of its palette, and a pair of ncurses for each two.
struct Palette {
    private struct Pair: Hashable {
        var foreground: Int32
        var background: Int32
    }

    private let colors: Int
    private var pairs: [Pair: Int32] = [:]

    init(colors: Int) { self.colors = colors }

    mutating func resolve(_ style: Style) -> (pair: Int32, attributes: Int32) {
        let pair = Pair(
            foreground: ColorReduction.index(style.foreground, colors: colors),
            background: ColorReduction.index(style.background, colors: colors))
        return (number(of: pair), Int32(style.attributes.rawValue))
    }

    private mutating func number(of pair: Pair) -> Int32 {
        if pair.foreground < 0, pair.background < 0 { return 0 }
        if let known = pairs[pair] { return known }
        let number = slipway_terminal_pair(pair.foreground, pair.background)
        pairs[pair] = number
        return number
    }
}
