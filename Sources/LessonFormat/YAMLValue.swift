internal import Matching
internal import Yams

/// A YAML node that knows where it stands; reading it as something that it is not notes a diagnostic.
struct YAMLValue {
    let node: Node
    let place: YAMLPlace

    /// `file:line:column` of the node.
    func diagnostic(_ message: String) -> LessonDiagnostic {
        let mark = node.mark
        return LessonDiagnostic(
            file: place.file, line: (mark?.line ?? 1) + place.lineOffset, column: mark?.column ?? 1, message: message)
    }

    private func with(_ node: Node) -> YAMLValue { YAMLValue(node: node, place: place) }

    func text(_ what: String) throws(LessonDiagnostic) -> String {
        guard case .scalar(let scalar) = node else { throw diagnostic("\(what) must be text") }
        return scalar.string
    }

    func integer(_ what: String) throws(LessonDiagnostic) -> Int {
        guard let value = node.int else { throw diagnostic("\(what) must be a whole number") }
        return value
    }

    func list(_ what: String) throws(LessonDiagnostic) -> [YAMLValue] {
        guard case .sequence(let sequence) = node else {
            throw diagnostic("\(what) must be a list: lines that begin with -")
        }
        return sequence.map(with)
    }

    /// A mapping whose keys are all among `keys`.
    /// - Parameter keys: the keys that there may be; nil for any.
    func mapping(_ what: String, keys: [String]?) throws(LessonDiagnostic) -> YAMLMapping {
        guard case .mapping(let mapping) = node else {
            throw diagnostic(
                "\(what) must be a mapping\(keys.map { " with the keys \($0.joined(separator: ", "))" } ?? "")")
        }
        var values: [String: YAMLValue] = [:]
        for (key, value) in mapping {
            let name = try with(key).text("a key")
            if let keys, !keys.contains(name) {
                let near = Spelling.nearest(to: name, among: keys).map { "; did you mean \($0)?" } ?? "."
                throw with(key).diagnostic(
                    "\(what) has no key \(name)\(near) It knows \(keys.joined(separator: ", ")).")
            }
            guard values.updateValue(with(value), forKey: name) == nil else {
                throw with(key).diagnostic("the key \(name) is there twice")
            }
        }
        return YAMLMapping(what: what, whole: self, values: values)
    }
}

/// Which file a node is from, and how many lines stand above its YAML.
struct YAMLPlace {
    var file: String
    var lineOffset = 0

    /// The root of a document.
    func parse(_ text: String) throws(LessonDiagnostic) -> YAMLValue {
        try check(text)
        do {
            guard let node = try Yams.compose(yaml: text) else { throw diagnostic(1, 1, "it is empty") }
            return YAMLValue(node: node, place: self)
        } catch let error as LessonDiagnostic {
            throw error
        } catch let error as YamlError {
            throw located(error, text)
        } catch {
            throw LessonDiagnostic(file: file, message: "it is not YAML: \(error)")
        }
    }

    /// Refuses what would take the YAML reader too long.
    private func check(_ text: String) throws(LessonDiagnostic) {
        let limit = LessonLimits.yaml
        guard text.utf8.count <= limit else {
            throw diagnostic(text.line(ofByte: limit), 1, "its YAML is larger than \(LessonLimits.words(limit))")
        }
        if let alias = YAMLAliases(text).first() {
            throw diagnostic(
                alias.line, alias.column,
                "*\(alias.name) refers to &\(alias.name): a lesson has no aliases; write it out, or change one of the names"
            )
        }
    }

    private func diagnostic(_ line: Int, _ column: Int, _ message: String) -> LessonDiagnostic {
        LessonDiagnostic(file: file, line: line + lineOffset, column: column, message: message)
    }

    private func located(_ error: YamlError, _ text: String) -> LessonDiagnostic {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            diagnostic(mark.line, mark.column, "it is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            diagnostic(context.mark.line, context.mark.column, "the key \(names.first ?? "") is there twice")
        case .reader(let problem, let offset, _, _):
            diagnostic(text.line(ofByte: offset ?? 0), 1, "it is not YAML: \(problem)")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            LessonDiagnostic(file: file, message: "it is not YAML: it cannot be read")
        }
    }
}

/// A mapping whose keys have been checked.
struct YAMLMapping {
    let what: String
    let whole: YAMLValue
    let values: [String: YAMLValue]

    subscript(_ key: String) -> YAMLValue? { values[key] }

    func required(_ key: String) throws(LessonDiagnostic) -> YAMLValue {
        guard let value = values[key] else { throw whole.diagnostic("\(what) needs the key \(key)") }
        return value
    }

    func text(_ key: String) throws(LessonDiagnostic) -> String { try required(key).text(key) }

    func optionalText(_ key: String) throws(LessonDiagnostic) -> String? { try values[key]?.text(key) }

    func optionalInteger(_ key: String) throws(LessonDiagnostic) -> Int? { try values[key]?.integer(key) }

    func texts(_ key: String) throws(LessonDiagnostic) -> [String] {
        guard let value = values[key] else { return [] }
        var found: [String] = []
        for item in try value.list(key) { found.append(try item.text("an entry of \(key)")) }
        return found
    }
}
