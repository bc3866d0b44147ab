import Testing
import YAML

/// What is said of a text that is not YAML: the cause in the words of somebody who writes it, and where it is.
@Suite struct YAMLProblemTests {
    private func fault(_ text: String) -> String? {
        do throws(YAMLFault) {
            _ = try YAMLDocument.parse(text)
            return nil
        } catch {
            guard case .syntax(let words) = error.kind else { return "\(error)" }
            return "\(error.line):\(error.column) \(words)"
        }
    }

    @Test(arguments: [
        ("a:\n\tb: 1\n", "2:1 the line begins with a tab"), ("a:\n  b: 1\n\tc: 2\n", "3:1 the line begins with a tab"),
        ("a:\n  b: 1\n \tc: 2\n", "3:2 the line begins with a tab"), ("a:\n  -\t1\n", "2:4 a tab stands here"),
    ])
    func aTabIsNamed(_ text: String, _ words: String) {
        #expect(fault(text)?.hasPrefix(words) == true, "\(fault(text) ?? "")")
    }

    @Test(arguments: [
        (
            "a:\n  b: 1\n   c: 2\n",
            "3:4 the line stands too far right, since line 2 has a value already: begin it in column 3"
        ),
        (
            "a:\n  - x: 1\n     y: 2\n",
            "3:6 the line stands too far right, since line 2 has a value already: begin it in column 5"
        ),
        (
            "s:\n  web:\n    image: x\n   ports:\n    - 1\n",
            "4:4 the line stands between two columns: begin it in column 5, like line 3, or in column 3, like line 2"
        ),
        (
            "a:\n  - x\n - y\n",
            "3:2 the line stands between two columns: begin it in column 3, like line 2, or in column 1, like line 1"
        ),
        ("  a: 1\nb: 2\n", "2:1 the line stands further left than the first one, line 1: begin both in column 1"),
        ("- a\nb: 1\n", "2:1 the line stands among the entries of a list and has no `- `"),
        ("a: 1\n- b\n", "2:1 an entry of a list stands among keys: it goes below a key that ends with `:`"),
    ])
    func aLineInTheWrongColumnIsTold(_ text: String, _ words: String) { #expect(fault(text) == words) }

    @Test(arguments: [
        ("a: 1\nb:2\nc: 3\n", "2:3 a blank is missing behind the `:`"),
        ("a:1\nb: 2\n", "1:3 a blank is missing behind the `:`"),
        ("a:\n  - x\n  -y\n", "3:4 a blank is missing behind the `-`"),
        ("web\n  image: x\n", "1:4 a `:` is missing at the end of this line"),
        ("a: 1\nb\nc: 2\n", "2:2 a `:` is missing at the end of this line"),
    ])
    func aMissingSignIsNamed(_ text: String, _ words: String) { #expect(fault(text) == words) }

    @Test(arguments: [
        ("a: 'x\nb: 1\n", "1:4 the quote that opens here is never closed"),
        ("a: [1, 2\nb: 3\n", "1:4 the `[` here has no `]`, or a comma is missing in it"),
        ("a: {x: 1\nb: 3\n", "1:4 the `{` here has no `}`, or a comma is missing in it"),
        ("a: [\n", "2:1 a `[` or `{` is never closed"),
        ("a: ]\n", "1:4 a value is missing here, or it goes between quotes"),
        ("a: @x\n", "1:4 a text that begins with @ goes between quotes"),
        ("a: *\n", "1:4 a text that begins with * goes between quotes"),
        ("a: b: c\n", "1:5 a text with a colon and a blank in it goes between quotes"),
        ("a: b\n  two words: c\n", "2:12 a text with a colon and a blank in it goes between quotes"),
        (
            "a: 'it's'\n",
            "1:8 text stands behind the closing quote; a text with a quote in it goes between quotes of the other kind"
        ),
        ("x\n\u{7}", "2:1 the line holds a character that YAML does not take"),
    ])
    func aSignThatMeansSomethingIsNamed(_ text: String, _ words: String) { #expect(fault(text) == words) }
}
