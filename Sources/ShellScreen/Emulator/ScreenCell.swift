internal import TerminalUI

/// One place of the emulator's screen, in 16 bytes: a flood writes millions of them.
struct ScreenCell: Equatable {
    /// A scalar; 0 where nothing was written, or where the right half of a wide character stands. From `cluster` on, the
    /// number of a cluster of its row.
    var content: UInt32
    var style: CellStyle
    /// Cells that the character takes; 0 marks the right half of a wide one.
    var width: UInt8

    /// No scalar has this bit.
    static let cluster: UInt32 = 0x8000_0000

    init(_ content: UInt32, _ style: CellStyle, width: UInt8 = 1) {
        self.content = content
        self.style = style
        self.width = width
    }

    /// A place that nothing was written on.
    static func blank(_ style: CellStyle = .plain) -> ScreenCell { ScreenCell(0, style) }

    static func rightHalf(_ style: CellStyle) -> ScreenCell { ScreenCell(0, style, width: 0) }

    var isRightHalf: Bool { width == 0 }

    /// What it shows, where it is not a cluster.
    var scalar: Unicode.Scalar { Unicode.Scalar(max(0x20, content)) ?? " " }

    /// Which of its row's clusters it shows; nil for a single scalar.
    var clusterNumber: Int? { content & Self.cluster == 0 ? nil : Int(content & ~Self.cluster) }

    /// Whether it looks like a place that nothing was written on.
    var isPlainBlank: Bool { (content == 0 || content == 0x20) && width == 1 && style == .plain }
}

/// How a cell looks, in 9 bytes. `Style` says the same for everybody else.
struct CellStyle: Equatable {
    /// 0 is the terminal's own; otherwise the kind lies in the highest byte.
    private var foreground: UInt32 = 0
    private var background: UInt32 = 0
    var attributes: Attributes = []

    static let plain = CellStyle()

    init() {}

    init(_ style: Style) {
        foreground = Self.packed(style.foreground)
        background = Self.packed(style.background)
        attributes = style.attributes
    }

    /// The look of erased cells under this pen: its background and nothing else.
    var erased: CellStyle {
        var style = CellStyle()
        style.background = background
        return style
    }

    var style: Style { Style(foreground: Self.color(foreground), background: Self.color(background), attributes) }

    mutating func setForeground(_ color: Color) { foreground = Self.packed(color) }

    mutating func setBackground(_ color: Color) { background = Self.packed(color) }

    private static let palette: UInt32 = 1 << 24
    private static let direct: UInt32 = 2 << 24

    private static func packed(_ color: Color) -> UInt32 {
        switch color {
        case .standard: 0
        case .palette(let number): palette | UInt32(number)
        case .rgb(let red, let green, let blue): direct | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
        }
    }

    private static func color(_ packed: UInt32) -> Color {
        if packed & direct != 0 {
            return .rgb(
                UInt8(truncatingIfNeeded: packed >> 16), UInt8(truncatingIfNeeded: packed >> 8),
                UInt8(truncatingIfNeeded: packed))
        }
        return packed & palette != 0 ? .palette(UInt8(truncatingIfNeeded: packed)) : .standard
    }
}
