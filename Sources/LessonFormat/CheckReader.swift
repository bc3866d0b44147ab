internal import Faults
internal import Matching
internal import RegularExpressions

/// A step's `checks`, from YAML.
enum CheckReader {
    static let kinds = [
        "folder", "file", "dockerfile", "image", "build", "predict", "container", "http", "command", "quiz",
    ]

    static func checks(_ value: YAMLValue, step: String) throws(TextFault) -> [Check] {
        var checks: [Check] = []
        for item in try value.list("checks") {
            checks.append(try check(item, id: "\(step)-\(checks.count + 1)"))
        }
        return checks
    }

    /// What cannot be used of each check.
    static func faults(_ step: YAMLMapping, step id: String) -> [TextFault] {
        guard let value = step["checks"] else { return [] }
        let items: [YAMLValue]
        do throws(TextFault) { items = try value.list("checks") } catch { return [error] }
        return items.compactMap { fault($0, id) }
    }

    private static func fault(_ item: YAMLValue, _ id: String) -> TextFault? {
        do throws(TextFault) {
            _ = try check(item, id: id)
            return nil
        } catch {
            return error
        }
    }

    private static func check(_ value: YAMLValue, id: String) throws(TextFault) -> Check {
        let mapping = try value.mapping("a check", keys: ["title", "advice", "expected", "points", "until"] + kinds)
        let present = kinds.filter { mapping[$0] != nil }
        guard present.count == 1, let kind = present.first, let content = mapping[kind] else {
            throw value.diagnostic("a check has one of \(kinds.joined(separator: ", "))")
        }
        return Check(
            id: id, title: try mapping.text("title"), kind: try read(kind, content, id: id),
            advice: try mapping.optionalText("advice"), expected: try mapping.optionalText("expected"),
            points: try points(mapping), until: try mapping.optionalText("until"))
    }

    private static func points(_ mapping: YAMLMapping) throws(TextFault) -> Int {
        guard let value = mapping["points"] else { return 1 }
        let points = try value.integer("points")
        guard (1...1000).contains(points) else { throw value.diagnostic("points is a number from 1 to 1000") }
        return points
    }

    private static func read(_ kind: String, _ value: YAMLValue, id: String) throws(TextFault) -> CheckKind {
        switch kind {
        case "folder": .folder(path: try value.text("folder"))
        case "file": try file(value)
        case "dockerfile": try dockerfile(value)
        case "image": try image(value)
        case "build": .build(try build(value))
        case "predict": .predict
        case "container": try container(value)
        case "http": try http(value)
        case "command": try command(value)
        default: try quiz(value, id: id)
        }
    }

    private static func file(_ value: YAMLValue) throws(TextFault) -> CheckKind {
        let mapping = try value.mapping("file", keys: ["path", "contains", "lacks", "matches", "equals", "means"])
        let path = try mapping.text("path")
        if let text = try mapping.optionalText("contains") { return .file(path: path, .contains(text)) }
        if let text = try mapping.optionalText("lacks") { return .file(path: path, .lacks(text)) }
        if let pattern = mapping["matches"] { return .file(path: path, .matches(try regex(pattern))) }
        if let what = mapping["equals"] {
            guard try what.text("equals") == "solution" else { throw what.diagnostic("equals can only be: solution") }
            return .file(path: path, .equalsSolution)
        }
        if let what = mapping["means"] {
            guard try what.text("means") == "solution" else { throw what.diagnostic("means can only be: solution") }
            return .file(path: path, .meansSolution)
        }
        return .file(path: path, .exists)
    }

    private static func dockerfile(_ value: YAMLValue) throws(TextFault) -> CheckKind {
        let mapping = try value.mapping(
            "dockerfile", keys: ["path", "has", "lacks", "argument", "order", "base", "starts", "rule"])
        let path = try mapping.optionalText("path") ?? "Dockerfile"
        let argument = try mapping.optionalText("argument")
        let expectation: DockerfileExpectation
        if let keyword = try mapping.optionalText("has") {
            expectation = .has(keyword: keyword.uppercased(), argument: argument)
        } else if let keyword = try mapping.optionalText("lacks") {
            expectation = .hasNot(keyword: keyword.uppercased(), argument: argument)
        } else if mapping["order"] != nil {
            expectation = .order(try mapping.texts("order"))
        } else if let base = try mapping.optionalText("base") {
            expectation = .base(base)
        } else if let command = try mapping.optionalText("starts") {
            expectation = .starts(command)
        } else if let rule = try mapping.optionalText("rule") {
            expectation = .noFinding(rule: rule)
        } else {
            throw value.diagnostic("a dockerfile check has one of has, lacks, order, base, starts, rule")
        }
        return .dockerfile(path: path, expectation)
    }

    private static func image(_ value: YAMLValue) throws(TextFault) -> CheckKind {
        let mapping = try value.mapping(
            "image",
            keys: [
                "reference", "same_as", "config", "contains", "equals", "lacks", "matches", "size_at_most",
                "layers_at_most", "has_file", "lacks_file", "starts",
            ])
        return .image(reference: try mapping.text("reference"), try imageExpectation(mapping, value))
    }

    private static func imageExpectation(_ mapping: YAMLMapping, _ value: YAMLValue) throws(TextFault)
        -> ImageExpectation
    {
        if let other = try mapping.optionalText("same_as") { return .sameAs(other) }
        if let field = mapping["config"] { return try config(field, mapping, value) }
        if let bytes = try mapping.optionalInteger("size_at_most") { return .sizeAtMost(bytes: Int64(bytes)) }
        if let count = try mapping.optionalInteger("layers_at_most") { return .layersAtMost(count) }
        if let command = try mapping.optionalText("starts") { return .starts(command) }
        if let path = try mapping.optionalText("has_file") { return .hasFile(path: path) }
        if let path = try mapping.optionalText("lacks_file") { return .lacksFile(path: path) }
        return .exists
    }

    private static func config(_ field: YAMLValue, _ mapping: YAMLMapping, _ value: YAMLValue)
        throws(TextFault) -> ImageExpectation
    {
        let name = try field.text("config")
        guard ConfigField.isKnown(name) else {
            let near = Spelling.nearest(to: name, among: ConfigField.names).map { "; did you mean \($0)?" } ?? "."
            throw field.diagnostic(
                "an image's config has no field \(name)\(near) "
                    + "It knows \(ConfigField.names.joined(separator: ", ")), Labels.NAME, Env.NAME.")
        }
        if let text = try mapping.optionalText("contains") { return .config(field: name, .contains(text)) }
        if let text = try mapping.optionalText("equals") { return .config(field: name, .equals(text)) }
        if let text = try mapping.optionalText("lacks") { return .config(field: name, .lacks(text)) }
        if let pattern = mapping["matches"] { return .config(field: name, .matches(try regex(pattern))) }
        throw value.diagnostic("a check of config has one of contains, equals, lacks, matches")
    }

    private static func regex(_ value: YAMLValue) throws(TextFault) -> String {
        let text = try value.text("matches")
        do throws(PatternError) {
            _ = try RegularExpression(text)
        } catch {
            throw value.diagnostic("matches must be a regular expression: \(error)")
        }
        return text
    }

    private static func build(_ value: YAMLValue) throws(TextFault) -> BuildExpectation {
        let mapping = try value.mapping("build", keys: ["result", "cached", "executed", "changed", "hits"])
        if let step = try mapping.optionalText("cached") { return .cached(step) }
        if let step = try mapping.optionalText("executed") { return .executed(step) }
        if let step = try mapping.optionalText("changed") { return .changed(step) }
        if let count = try mapping.optionalInteger("hits") { return .hitsAtLeast(count) }
        let result = try mapping.required("result")
        switch try result.text("result") {
        case "succeeded": return .succeeded
        case "failed": return .failed
        default: throw result.diagnostic("result is succeeded or failed")
        }
    }

    private static func container(_ value: YAMLValue) throws(TextFault) -> CheckKind {
        let mapping = try value.mapping("container", keys: ["image", "publishes"])
        let image = try mapping.text("image")
        guard mapping["publishes"] != nil else { return .container(image: image, .running) }
        return .container(image: image, .publishes(port: try port("publishes", mapping)))
    }

    static func port(_ key: String, _ mapping: YAMLMapping) throws(TextFault) -> UInt16 {
        let value = try mapping.required(key)
        guard let port = UInt16(exactly: try value.integer(key)), port > 0 else {
            throw value.diagnostic("\(key) must be a port, from 1 to 65535")
        }
        return port
    }

    private static func http(_ value: YAMLValue) throws(TextFault) -> CheckKind {
        let mapping = try value.mapping("http", keys: ["url", "status", "contains"])
        return .http(
            url: try mapping.text("url"), status: try mapping.optionalInteger("status") ?? 200,
            contains: try mapping.optionalText("contains"))
    }

    private static func command(_ value: YAMLValue) throws(TextFault) -> CheckKind {
        let mapping = try value.mapping("command", keys: ["run", "status", "contains"])
        return .command(
            line: try mapping.text("run"), status: Int32(clamping: try mapping.optionalInteger("status") ?? 0),
            contains: try mapping.optionalText("contains"))
    }

    private static func quiz(_ value: YAMLValue, id: String) throws(TextFault) -> CheckKind {
        let mapping = try value.mapping("quiz", keys: ["question", "choices", "answer", "why"])
        let texts = try mapping.texts("choices")
        let answer = try mapping.required("answer")
        let number = try answer.integer("answer")
        guard texts.indices.contains(number - 1) else {
            throw answer.diagnostic("answer is the number of a choice, from 1 to \(texts.count)")
        }
        var choices = texts.map { Quiz.Choice($0) }
        if let why = mapping["why"] {
            // One for each choice that is wrong, in their order.
            let reasons = try mapping.texts("why")
            let wrong = choices.indices.filter { $0 != number - 1 }
            guard reasons.count == wrong.count else {
                throw why.diagnostic("why has a sentence for each wrong choice, so here \(wrong.count)")
            }
            for (index, reason) in zip(wrong, reasons) { choices[index].why = reason }
        }
        return .quiz(Quiz(id: id, question: try mapping.text("question"), choices: choices, answer: number))
    }
}
