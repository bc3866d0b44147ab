import Testing
import YAML

@Suite struct YAMLDocumentTests {
    /// Nodes as one line of text.
    private func shape(_ node: YAMLNode) -> String {
        switch node.content {
        case .scalar(let text, let isPlain): isPlain ? text : "'\(text)'"
        case .sequence(let items): "[" + items.map(shape).joined(separator: ",") + "]"
        case .mapping(let entries):
            "{" + entries.map { shape($0.key) + ":" + shape($0.value) }.joined(separator: ",") + "}"
        }
    }

    private func fault(_ text: String, _ limits: YAMLLimits = YAMLLimits()) -> YAMLFault? {
        do throws(YAMLFault) {
            _ = try YAMLDocument.parse(text, limits: limits)
            return nil
        } catch { return error }
    }

    @Test(arguments: [
        ("a: 1\nb:\n  - x\n  - {c: \"2\"}\n", "{a:1,b:[x,{c:'2'}]}"), ("[]", "[]"), ("{}", "{}"), ("~", "~"),
        ("a:\nb: |\n  one\n  two\n", "{a:,b:'one\ntwo\n'}"), ("a: >-\n  one\n  two", "{a:'one two'}"),
        ("'it''s'", "'it's'"), ("\"\\u00e9\\n\"", "'é\n'"), ("--- x\n--- y\n", "x"), ("# only\n---\n", ""),
    ])
    func documentsAreRead(_ text: String, _ expected: String) throws {
        #expect(try YAMLDocument.parse(text).map(shape) == expected)
    }

    @Test func anEmptyTextIsNoDocument() throws {
        #expect(try YAMLDocument.parse("") == nil)
        #expect(try YAMLDocument.parse("# only a comment\n") == nil)
    }

    @Test func nodesKnowTheirPlace() throws {
        let root = try #require(try YAMLDocument.parse("é: 1\nb:\n  - x\n  - y\n"))
        guard case .mapping(let entries) = root.content, case .sequence(let items) = entries[1].value.content else {
            Issue.record("another shape: \(shape(root))")
            return
        }
        #expect((root.line, root.column) == (1, 1))
        #expect((entries[0].value.line, entries[0].value.column) == (1, 4))
        #expect((items[1].line, items[1].column) == (4, 5))
        #expect(entries[0].value.integer == 1 && items[0].integer == nil && items[0].text == "x" && root.text == nil)
    }

    @Test(arguments: [
        ("a: [b", 1, 4, nil as YAMLFault.Kind?), ("a: b: c", 1, 5, nil), ("x\n\u{7}", 2, 1, nil),
        ("a: 1\nb: 2\na: 3\n", 3, 1, .duplicateKey("a")), ("b: &a 1\nc: *a\n", 2, 4, .alias("a")),
        ("c: *nothing\n", 1, 4, .alias("nothing")), ("? [a]\n: b\n", 1, 3, .keyIsNotText),
    ])
    func faultsHaveTheirPlace(_ text: String, _ line: Int, _ column: Int, _ kind: YAMLFault.Kind?) throws {
        let found = try #require(self.fault(text))
        #expect(found.line == line && found.column == column, "\(found)")
        if let kind {
            #expect(found.kind == kind)
        } else if case .syntax = found.kind {
        } else {
            Issue.record("\(found)")
        }
    }

    @Test func aliasesStandForWhatTheyName() throws {
        var limits = YAMLLimits()
        limits.allowsAliases = true
        let root = try YAMLDocument.parse("a: &x [1, 2]\nb: *x\n", limits: limits)
        #expect(root.map(shape) == "{a:[1,2],b:[1,2]}")
        #expect(fault("a: &x [*x]\n", limits)?.kind == .alias("x"))
    }

    @Test func nothingIsReadWithoutEnd() {
        var limits = YAMLLimits()
        limits.allowsAliases = true
        let bomb =
            "a0: &a0 x\n"
            + (1...30).map { number in
                "a\(number): &a\(number) ["
                    + Array(repeating: "*a\(number - 1)", count: 10).joined(separator: ",") + "]\n"
            }.joined()
        #expect(fault(bomb, limits)?.kind == .tooMany)
        #expect(fault(String(repeating: "- ", count: 101) + "x")?.kind == .tooDeep)
        #expect(fault(String(repeating: "- ", count: 100) + "x") == nil)
        limits.nodes = 3
        #expect(fault("[a, b, c]", limits)?.kind == .tooMany)
        #expect(fault("[a, b]", limits) == nil)
    }
}
