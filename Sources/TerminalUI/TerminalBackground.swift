internal import Glibc

/// The colour behind a terminal's text, as the terminal itself says it.
public struct TerminalBackground: Hashable, Sendable {
    /// Each from 0 to 1.
    public let red, green, blue: Double

    public init(red: Double, green: Double, blue: Double) {
        (self.red, self.green, self.blue) = (red, green, blue)
    }

    /// What a program sends to be told (OSC 11 with a question mark, xterm's control sequences).
    public static let question = "\u{1B}]11;?\u{1B}\\"

    /// The answer behind `ESC ] 11 ;`, without its end: `rgb:ffff/ffff/ffff`, with one to four digits for each colour.
    /// Nil for any other text.
    public init?(report: String) {
        let scheme = ["rgb:", "rgba:"].first { report.hasPrefix($0) }
        guard let scheme else { return nil }
        let parts = report.dropFirst(scheme.count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == (scheme == "rgb:" ? 3 : 4) else { return nil }
        let values = parts.prefix(3).map(Self.share)
        guard let red = values[0], let green = values[1], let blue = values[2] else { return nil }
        self.init(red: red, green: green, blue: blue)
    }

    private static func share(_ digits: Substring) -> Double? {
        guard (1...4).contains(digits.count), let value = UInt32(digits, radix: 16) else { return nil }
        return Double(value) / Double(UInt32(1) << (4 * UInt32(digits.count)) - 1)
    }

    /// Whether dark text is read more easily on it than light text.
    public var isLight: Bool { Contrast.luminance(red: red, green: green, blue: blue) > 0.18 }
}

/// How well one colour is read on another (WCAG 2.1, relative luminance and contrast ratio).
public enum Contrast {
    /// From 0, black, to 1, white. The shares are from 0 to 1.
    public static func luminance(red: Double, green: Double, blue: Double) -> Double {
        0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// From 1, nothing can be seen, to 21, black on white.
    public static func ratio(_ first: Double, _ second: Double) -> Double {
        (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    /// The light of a share of the screen's full value: sRGB's curve.
    private static func linear(_ share: Double) -> Double {
        share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
}
