import TerminalUI
import Testing

struct ColorReductionTests {
    struct Case: Sendable {
        var color: Color
        /// By the number of colours that the terminal has.
        var expected: [Int: Int32]

        init(_ color: Color, _ expected: [Int: Int32]) { (self.color, self.expected) = (color, expected) }
    }

    @Test(arguments: [
        Case(.standard, [0: -1, 2: -1, 8: -1, 256: -1, 1 << 24: -1]),
        Case(.palette(1), [0: -1, 8: 1, 16: 1, 88: 1, 256: 1, 1 << 24: 1]),
        Case(.palette(9), [0: -1, 8: 1, 16: 9, 256: 9, 1 << 24: 0xFF0000]),
        Case(.palette(196), [8: 1, 16: 1, 88: 1, 256: 196, 1 << 24: 0xFF0000]),
        Case(.palette(244), [8: 7, 256: 244, 1 << 24: 0x808080]),
        Case(.rgb(255, 0, 0), [0: -1, 8: 1, 256: 196, 1 << 24: 0xFF0000]),
        Case(.rgb(0, 0, 5), [8: 0, 256: 16, 1 << 24: 8]),
        Case(.rgb(128, 128, 128), [8: 7, 256: 244]),
        Case(.rgb(95, 135, 175), [8: 6, 256: 67]),
    ])
    func theNearestColourIsTaken(example: Case) {
        for (colors, number) in example.expected {
            #expect(ColorReduction.index(example.color, colors: colors) == number, "\(colors) colours")
        }
    }

    /// No number that the terminal does not have.
    @Test(arguments: [8, 16, 88, 256])
    func everyColourIsOneOfThePalette(colors: Int) {
        for number in UInt8.min...UInt8.max {
            let index = ColorReduction.index(.palette(number), colors: colors)
            #expect((0..<Int32(colors)).contains(index))
        }
        for level in UInt8.min...UInt8.max {
            #expect((0..<Int32(colors)).contains(ColorReduction.index(.rgb(level, level, 255 - level), colors: colors)))
            #expect((0..<Int32(colors)).contains(ColorReduction.index(.rgb(level, level, level), colors: colors)))
        }
    }
}
