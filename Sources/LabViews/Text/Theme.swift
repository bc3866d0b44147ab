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

    private init(_ styles: [Role: Style]) {
        self.styles = Self.shapes.merging(styles) { shape, own in
            Style(foreground: own.foreground, background: own.background, shape.attributes.union(own.attributes))
        }
    }

    /// What holds without colours: all that a monochrome terminal shows.
    private static let shapes: [Role: Style] = [
        .strong: Style(.bold), .emphasis: Style(.underline), .heading: Style(.bold), .link: Style(.underline),
        .bad: Style(.bold), .attention: Style(.bold), .working: Style(.bold), .activeTab: Style([.bold, .reverse]),
        .focusedFrame: Style(.bold), .statusBar: Style(.reverse), .keyCap: Style([.reverse, .bold]),
        .selection: Style(.reverse), .match: Style([.underline, .bold]), .bracket: Style([.underline, .bold]),
        .keyword: Style(.bold), .removed: Style(.underline),
        .added: Style(.bold),
    ]

    private static let plain = Theme([:])

    private static let dark = Theme([
        .dim: ink(245), .code: ink(180), .heading: ink(117), .link: ink(75), .quote: ink(250), .good: ink(114),
        .bad: ink(203), .attention: ink(221), .working: ink(81), .frame: ink(240), .focusedFrame: ink(117),
        .tab: ink(250), .lineNumber: ink(240), .keyword: ink(81), .string: ink(180), .comment: ink(244),
        .number: ink(215), .function: ink(150), .variable: ink(223), .added: ink(114), .removed: ink(203),
        .cursorLine: Style(background: .palette(235)),
        .match: Style(background: .palette(58)), .bracket: Style(background: .palette(24)),
    ])

    private static let light = Theme([
        .dim: ink(242), .code: ink(94), .heading: ink(25), .link: ink(26), .quote: ink(240), .good: ink(28),
        .bad: ink(124), .attention: ink(130), .working: ink(25), .frame: ink(248), .focusedFrame: ink(25),
        .tab: ink(240), .lineNumber: ink(247), .keyword: ink(25), .string: ink(94), .comment: ink(244),
        .number: ink(130), .function: ink(28), .variable: ink(90), .added: ink(28), .removed: ink(124),
        .cursorLine: Style(background: .palette(254)),
        .match: Style(background: .palette(229)), .bracket: Style(background: .palette(153)),
    ])

    private static let contrast = Theme([
        .dim: ink(15), .code: ink(14), .heading: ink(11), .link: ink(14), .good: ink(10), .bad: ink(9),
        .attention: ink(11), .working: ink(14), .frame: ink(15), .focusedFrame: ink(11), .keyword: ink(11),
        .string: ink(10), .comment: ink(15), .number: ink(14), .added: ink(10), .removed: ink(9),
    ])

    private static func ink(_ color: UInt8) -> Style { Style(foreground: .palette(color)) }
}

extension Style {
    fileprivate init(_ attributes: Attributes) { self.init(foreground: .standard, background: .standard, attributes) }
}
