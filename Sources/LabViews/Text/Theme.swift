import LabModel
import TerminalUI

/// How each role looks.
struct Theme: Sendable {
    private let styles: [Role: Style]

    subscript(_ role: Role) -> Style { styles[role] ?? .plain }

    static func named(_ name: ThemeName) -> Theme {
        switch name {
        case .dark: dark
        case .light: light
        case .contrast: contrast
        case .none: plain
        }
    }

    /// - Parameter ground: what is below every role; the terminal's own colours where a theme does not say.
    private init(_ styles: [Role: Style], on ground: Style = .plain) {
        let merged = Self.shapes.merging(styles) { shape, own in
            Style(foreground: own.foreground, background: own.background, shape.attributes.union(own.attributes))
        }
        self.styles = Dictionary(
            uniqueKeysWithValues: Role.allCases.map { ($0, (merged[$0] ?? .plain).over(ground)) })
    }

    /// What holds without colours: all that a monochrome terminal shows.
    private static let shapes: [Role: Style] = [
        .strong: Style(.bold), .emphasis: Style(.underline), .heading: Style(.bold), .link: Style(.underline),
        .bad: Style(.bold), .attention: Style(.bold), .working: Style(.bold), .activeTab: Style([.bold, .reverse]),
        .focusedFrame: Style(.bold), .statusBar: Style(.reverse), .keyCap: Style([.reverse, .bold]),
        .selection: Style(.reverse), .selectedRow: Style(.reverse), .match: Style([.underline, .bold]),
        .bracket: Style([.underline, .bold]),
        .keyword: Style(.bold), .removed: Style(.underline),
        .added: Style(.bold),
    ]

    private static let plain = Theme([:])

    // The colours have 4.5 : 1 at least against what they stand on, as ThemeContrastTests computes: on black and on a dark
    // grey, on white, and on the backgrounds of the cursor's line, matches and brackets.

    private static let dark = Theme([
        .dim: ink(247), .code: ink(180), .heading: ink(117), .link: ink(75), .quote: ink(250), .good: ink(114),
        .bad: ink(203), .attention: ink(221), .working: ink(81), .frame: ink(245), .focusedFrame: ink(117),
        .tab: ink(250), .lineNumber: ink(246), .keyword: ink(81), .string: ink(180), .comment: ink(246),
        .number: ink(215), .function: ink(150), .variable: ink(223), .added: ink(114), .removed: ink(203),
        .cursorLine: Style(background: .palette(235)),
        .match: ink(231, on: 58), .bracket: ink(231, on: 24),
    ])

    private static let light = Theme([
        .dim: ink(241), .code: ink(94), .heading: ink(25), .link: ink(26), .quote: ink(240), .good: ink(22),
        .bad: ink(124), .attention: ink(94), .working: ink(25), .frame: ink(243), .focusedFrame: ink(25),
        .tab: ink(240), .lineNumber: ink(242), .keyword: ink(25), .string: ink(94), .comment: ink(241),
        .number: ink(125), .function: ink(22), .variable: ink(90), .added: ink(22), .removed: ink(124),
        .cursorLine: Style(background: .palette(255)),
        .match: ink(16, on: 229), .bracket: ink(16, on: 153),
    ])

    /// For a projector: on black, whatever the terminal's own background is.
    private static let contrast = Theme(
        [
            .dim: ink(250), .code: ink(51), .heading: ink(226), .link: ink(51), .good: ink(46), .bad: ink(210),
            .attention: ink(226),
            .working: ink(51), .focusedFrame: ink(226), .keyword: ink(226), .string: ink(46), .number: ink(51),
            .added: ink(46), .removed: ink(210), .match: ink(231, on: 58), .bracket: ink(231, on: 24),
        ], on: ink(231, on: 16))

    private static func ink(_ color: UInt8) -> Style { Style(foreground: .palette(color)) }

    private static func ink(_ color: UInt8, on background: UInt8) -> Style {
        Style(foreground: .palette(color), background: .palette(background))
    }
}

extension Style {
    fileprivate init(_ attributes: Attributes) { self.init(foreground: .standard, background: .standard, attributes) }
}
