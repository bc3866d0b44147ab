import LabModel
import TerminalUI
import Testing

@testable import LabViews

/// Each colour of a theme is read on what it can stand on: 4.5 : 1 is WCAG's bound for text.
@Suite struct ThemeContrastTests {
    private struct Ground {
        var theme: ThemeName
        /// The terminal's own background.
        var terminal: [Color]
    }

    private static let grounds = [
        Ground(theme: .dark, terminal: [.rgb(0, 0, 0), .rgb(30, 30, 30)]),
        Ground(theme: .light, terminal: [.rgb(255, 255, 255)]),
        Ground(theme: .contrast, terminal: [.rgb(255, 255, 255), .rgb(0, 0, 0)]),
    ]

    /// What text of the editor stands on besides the pane.
    private static let editor: [Role] = [
        .text, .keyword, .string, .comment, .number, .function, .variable, .lineNumber, .bad,
    ]

    private func luminance(_ color: Color, standard: Color) -> Double {
        let (red, green, blue): (UInt8, UInt8, UInt8) =
            switch color {
            case .rgb(let red, let green, let blue): (red, green, blue)
            case .palette(let number): ColorReduction.components(of: number)
            case .standard: ColorReduction.components(of: 0)
            }
        if case .standard = color { return luminance(standard, standard: .rgb(0, 0, 0)) }
        return Contrast.luminance(red: Double(red) / 255, green: Double(green) / 255, blue: Double(blue) / 255)
    }

    /// The ratio of a style's colours. The terminal's own foreground is taken to be read on its background.
    private func ratio(_ style: Style, on terminal: Color) -> Double? {
        if style.foreground == .standard { return nil }
        return Contrast.ratio(
            luminance(style.foreground, standard: terminal), luminance(style.background, standard: terminal))
    }

    @Test(arguments: [ThemeName.dark, .light, .contrast])
    func everyPairOfColoursIsRead(_ name: ThemeName) throws {
        let theme = Theme.named(name)
        let ground = try #require(Self.grounds.first { $0.theme == name })
        for terminal in ground.terminal {
            for role in Role.allCases {
                if let ratio = ratio(theme[role], on: terminal) {
                    #expect(ratio >= 4.5, "\(role) on \(terminal): \(ratio)")
                }
            }
            for role in Self.editor {
                let line = theme[role].over(theme[.cursorLine])
                let onLine = Style(foreground: line.foreground, background: theme[.cursorLine].background)
                let styles = [onLine, theme[.match].over(line), theme[.bracket].over(line)]
                for style in styles {
                    if let ratio = ratio(style, on: terminal) { #expect(ratio >= 4.5, "\(role), \(style): \(ratio)") }
                }
            }
        }
    }

    @Test func theRatioIsThatOfTheStandard() {
        #expect(abs(Contrast.ratio(0, 1) - 21) < 0.001)
        let grey = Contrast.luminance(red: 118.0 / 255, green: 118.0 / 255, blue: 118.0 / 255)
        #expect(abs(Contrast.ratio(grey, 1) - 4.54) < 0.01)
    }
}
