/// The signs that the lab draws with: for terminals with UTF-8, and for those without.
public struct Glyphs: Equatable, Sendable {
    var waiting, cached, done, failed, skipped, cancelled, outdated, bar: String
    var spinner: [String]
    var passed, notYet, bullet, folded, open, ellipsis, arrow, selected, divider, rule, progressFull,
        progressEmpty: String
    var separator: String
    /// Ahead of what goes on from the line above.
    var wrapped: String
    var breakpoint: String
    /// Something is found wrong in a line.
    var finding: String
    /// At the edge behind which a line goes on.
    var cutLeft, cutRight: String

    /// For terminals with Unicode.
    public static let unicode = Glyphs(
        waiting: "○", cached: "◆", done: "✓", failed: "✗", skipped: "–", cancelled: "■", outdated: "~", bar: "│",
        spinner: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"],
        passed: "✓", notYet: "○", bullet: "•", folded: "▸", open: "▾", ellipsis: "…", arrow: "→", selected: "›",
        divider: "│", rule: "─", progressFull: "█", progressEmpty: "░", separator: "·", wrapped: "↳", breakpoint: "●",
        finding: "!", cutLeft: "‹", cutRight: "›")

    /// For terminals that have only ASCII.
    public static let ascii = Glyphs(
        waiting: "o", cached: "=", done: "+", failed: "x", skipped: "-", cancelled: "!", outdated: "~", bar: "|",
        spinner: ["|", "/", "-", "\\"],
        passed: "+", notYet: "o", bullet: "*", folded: ">", open: "v", ellipsis: "...", arrow: "->", selected: ">",
        divider: "|", rule: "-", progressFull: "#", progressEmpty: ".", separator: "-", wrapped: "\\", breakpoint: "@",
        finding: "!", cutLeft: "<", cutRight: ">")

    /// How ASCII spells the signs of lessons and sentences.
    static let spelling: [Character: String] = [
        "→": "->", "←": "<-", "…": "...", "“": "\"", "”": "\"", "‘": "'", "’": "'", "–": "-", "—": "-", "•": "*",
        "✓": "+", "✗": "x", "│": "|", "─": "-", "×": "x", "≤": "<=", "≥": ">=",
    ]

    /// The spinner's frame at a moment, ten a second.
    func spin(at clock: Double) -> String { spinner[Int(min(max(0, clock), 1e9) * 10) % spinner.count] }
}
