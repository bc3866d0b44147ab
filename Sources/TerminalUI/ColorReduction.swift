/// The nearest colour that a terminal has.
public enum ColorReduction {
    /// The number of the nearest colour on a terminal that has so many: an index of its palette or, above 256 colours,
    /// red, green and blue in a byte each. -1 is the terminal's own colour, the only one of a terminal without colours.
    public static func index(_ color: Color, colors: Int) -> Int32 {
        guard colors >= 8 else { return -1 }
        switch color {
        case .standard: return -1
        case .palette(let number): return palette(number, colors: colors)
        case .rgb(let red, let green, let blue):
            if colors > 256 { return direct(red, green, blue) }
            return colors == 256 ? cube(red, green, blue) : basic(red, green, blue)
        }
    }

    private static func palette(_ number: UInt8, colors: Int) -> Int32 {
        // A terminal of direct colours keeps eight numbers for its palette.
        if number < 8 || (number < 16 && (16...256).contains(colors)) || colors == 256 { return Int32(number) }
        if number < 16, colors < 16 { return Int32(number % 8) }
        let (red, green, blue) = components(of: number)
        return index(.rgb(red, green, blue), colors: colors)
    }

    private static func direct(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int32 {
        let value = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
        // The numbers 1 to 7 mean the palette's colours, so black with a little blue becomes the nearest number above
        // them.
        return value > 0 && value < 8 ? 8 : value
    }

    private static let steps: [Int] = [0, 95, 135, 175, 215, 255]

    /// Red, green and blue of a number of the palette; those up to 15 are what most terminals have.
    public static func components(of number: UInt8) -> (UInt8, UInt8, UInt8) {
        if number < 16 {
            let level: UInt8 = number < 8 ? 205 : 255
            return (number & 1 > 0 ? level : 0, number & 2 > 0 ? level : 0, number & 4 > 0 ? level : 0)
        }
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
