internal import Faults
internal import Matching
internal import YAML

/// A YAML node that knows where it stands; reading it as something that it is not notes a diagnostic.
struct YAMLValue {
    let node: YAMLNode
    let place: YAMLPlace

    /// `file:line:column` of the node.
    func diagnostic(_ message: String) -> TextFault {
        TextFault(
            file: place.file, line: node.line + place.lineOffset, column: node.column, message: message)
    }

    private func with(_ node: YAMLNode) -> YAMLValue { YAMLValue(node: node, place: place) }

    func text(_ what: String) throws(TextFault) -> String {
        guard let text = node.text else { throw diagnostic("\(what) must be text") }
        return text
    }

    func integer(_ what: String) throws(TextFault) -> Int {
        guard let value = node.integer else { throw diagnostic("\(what) must be a whole number") }
        return value
    }

    var isList: Bool { if case .sequence = node.content { true } else { false } }

    func list(_ what: String) throws(TextFault) -> [YAMLValue] {
        guard case .sequence(let sequence) = node.content else {
            throw diagnostic("\(what) must be a list: lines that begin with -")
        }
        return sequence.map(with)
    }

    /// A mapping whose keys are all among `keys`.
    /// - Parameter keys: the keys that there may be; nil for any.
    func mapping(_ what: String, keys: [String]?) throws(TextFault) -> YAMLMapping {
        guard case .mapping(let entries) = node.content else {
            throw diagnostic(
                "\(what) must be a mapping\(keys.map { " with the keys \($0.joined(separator: ", "))" } ?? "")")
        }
        var values: [String: YAMLValue] = [:]
        for entry in entries {
            let key = entry.key
            let name = try with(key).text("a key")
            if let keys, !keys.contains(name) {
                let near = Spelling.nearest(to: name, among: keys).map { "; did you mean \($0)?" } ?? "."
                throw with(key).diagnostic(
                    "\(what) has no key \(name)\(near) It knows \(keys.joined(separator: ", ")).")
            }
            values[name] = with(entry.value)
        }
        return YAMLMapping(what: what, whole: self, values: values)
    }
}

/// Which file a node is from, and how many lines stand above its YAML.
struct YAMLPlace {
    var file: String
    var lineOffset = 0

    /// The root of a document.
    func parse(_ text: String) throws(TextFault) -> YAMLValue {
        let limit = LessonLimits.yaml
        guard text.utf8.count <= limit else {
            throw diagnostic(text.line(ofByte: limit), 1, "its YAML is larger than \(LessonLimits.words(limit))")
        }
        do throws(YAMLFault) {
            if let node = try YAMLDocument.parse(text) { return YAMLValue(node: node, place: self) }
        } catch {
            throw diagnostic(error.line, error.column, Self.words(error.kind))
        }
        throw diagnostic(1, 1, "it is empty")
    }

    private static func words(_ fault: YAMLFault.Kind) -> String {
        switch fault {
        case .syntax(let problem): "it is not YAML: \(problem)"
        case .alias(let name):
            "*\(name) refers to a value that is called &\(name), and a lesson has no such names; write the value out, or put the text in quotes"
        case .duplicateKey(let name): "the key \(name) is there twice"
        case .keyIsNotText: "a key must be text"
        case .tooDeep: "too many lists and mappings stand inside of each other"
        case .tooMany: "it holds too many values"
        }
    }

    private func diagnostic(_ line: Int, _ column: Int, _ message: String) -> TextFault {
        TextFault(file: file, line: line + lineOffset, column: column, message: message)
    }
}

/// A mapping whose keys have been checked.
struct YAMLMapping {
    let what: String
    let whole: YAMLValue
    let values: [String: YAMLValue]

    subscript(_ key: String) -> YAMLValue? { values[key] }

    func required(_ key: String) throws(TextFault) -> YAMLValue {
        guard let value = values[key] else { throw whole.diagnostic("\(what) needs the key \(key)") }
        return value
    }

    func text(_ key: String) throws(TextFault) -> String { try required(key).text(key) }

    func optionalText(_ key: String) throws(TextFault) -> String? { try values[key]?.text(key) }

    func optionalInteger(_ key: String) throws(TextFault) -> Int? { try values[key]?.integer(key) }

    func texts(_ key: String) throws(TextFault) -> [String] {
        guard let value = values[key] else { return [] }
        var found: [String] = []
        for item in try value.list(key) { found.append(try item.text("an entry of \(key)")) }
        return found
    }
}
