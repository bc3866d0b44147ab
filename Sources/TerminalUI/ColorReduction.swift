/// The nearest colour that a terminal has.
public enum ColorReduction {
    /// A palette number for a terminal of that many colours; -1 for the terminal's own colour, and where it has none.
    public static func index(_ color: Color, colors: Int) -> Int32 {
        guard colors >= 8 else { return -1 }
        switch color {
        case .standard: return -1
        case .palette(let number):
            if Int(number) < colors { return Int32(number) }
            if number < 16 { return Int32(number % 8) }
            let (red, green, blue) = components(of: number)
            return index(.rgb(red, green, blue), colors: colors)
        case .rgb(let red, let green, let blue):
            return colors >= 256 ? cube(red, green, blue) : basic(red, green, blue)
        }
    }

    private static let steps: [Int] = [0, 95, 135, 175, 215, 255]

    private static func components(of number: UInt8) -> (UInt8, UInt8, UInt8) {
        if number >= 232 {
            let gray = UInt8(8 + 10 * (Int(number) - 232))
            return (gray, gray, gray)
        }
        let value = Int(number) - 16
        return (UInt8(steps[value / 36]), UInt8(steps[value / 6 % 6]), UInt8(steps[value % 6]))
    }

    private static func cube(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
        func nearest(_ value: UInt8) -> Int {
            steps.indices.min { abs(steps[$0] - Int(value)) < abs(steps[$1] - Int(value)) } ?? 0
        }
        if red == green, green == blue, red > 8, red < 238 { return Int32(232 + (Int(red) - 8) / 10) }
        return Int32(16 + 36 * nearest(red) + 6 * nearest(green) + nearest(blue))
    }

    private static func basic(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
        (red > 127 ? 1 : 0) + (green > 127 ? 2 : 0) + (blue > 127 ? 4 : 0)
    }
}
