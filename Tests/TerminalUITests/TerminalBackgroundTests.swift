import TerminalUI
import Testing

@Suite struct TerminalBackgroundTests {
    @Test(arguments: [
        ("rgb:ffff/ffff/ffff", true), ("rgb:0000/0000/0000", false), ("rgb:1e/1e/1e", false), ("rgb:f/f/f", true),
        ("rgba:fd/f6/e3/ff", true), ("rgb:0000/2b2b/3636", false), ("rgb:ffff/ffff/0000", true),
    ])
    func anAnswerSaysWhetherItIsLight(_ report: String, _ isLight: Bool) throws {
        #expect(try #require(TerminalBackground(report: report)).isLight == isLight)
    }

    @Test(arguments: ["", "?", "rgb:", "rgb:1/2", "rgb:1/2/3/4", "rgb:12345/0/0", "rgb:-1/0/0", "#ffffff", "rgb:g/0/0"])
    func whatIsNoAnswerIsLeft(_ report: String) { #expect(TerminalBackground(report: report) == nil) }
}
