internal import Faults
internal import Matching
internal import YAML

/// A piece of a Compose file that knows where it stands. Texts have their variables replaced when they are read.
struct ComposeNode {
    let node: YAMLNode
    let scope: ReadingScope

    /// `FILE:LINE:COLUMN` of the piece.
    func fault(_ message: String) -> TextFault {
        TextFault(file: scope.file, line: node.line, column: node.column, message: message)
    }

    private func with(_ node: YAMLNode) -> ComposeNode { ComposeNode(node: node, scope: scope) }

    /// `key:` with nothing behind it, `null` or `~`.
    var isNothing: Bool {
        guard case .scalar(let text, isPlain: true) = node.content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// Whether it is a mapping with one of these keys.
    func hasKey(among names: [String]) -> Bool {
        guard case .mapping(let mapping) = node.content else { return false }
        return mapping.contains { names.contains($0.key.text ?? "") }
    }

    /// Line and column, from 1.
    var place: ServiceBuild.Place { ServiceBuild.Place(line: node.line, column: node.column) }

    var isText: Bool { if case .scalar = node.content { true } else { false } }
    var isList: Bool { if case .sequence = node.content { true } else { false } }

    func text(_ what: String) throws(TextFault) -> String {
        guard let text = node.text else { throw fault("\(what) must be text") }
        do throws(VariableText.Fault) { return try scope.variables.expanded(text) } catch {
            throw fault("\(what): \(error.words)")
        }
    }

    /// A text that is one of some words.
    func word(_ what: String, of words: [String]) throws(TextFault) -> String {
        let text = try text(what)
        guard words.contains(text) else {
            throw fault("\(what) is `\(text)`; here it can be \(words.joined(separator: ", "))")
        }
        return text
    }

    func bool(_ what: String) throws(TextFault) -> Bool {
        switch try text(what).lowercased() {
        case "true", "yes", "on", "y", "1": return true
        case "false", "no", "off", "n", "0": return false
        case let other: throw fault("\(what) is `\(other)`, which is neither true nor false")
        }
    }

    func integer(_ what: String) throws(TextFault) -> Int {
        let text = try text(what)
        guard let number = Int(text) else { throw fault("\(what) is `\(text)`, which is not a whole number") }
        return number
    }

    func list(_ what: String) throws(TextFault) -> [ComposeNode] {
        guard case .sequence(let sequence) = node.content else {
            throw fault("\(what) must be a list: lines that begin with -, or [one, two]")
        }
        return sequence.map(with)
    }

    /// The texts of a list; of a single text, that alone.
    func texts(_ what: String) throws(TextFault) -> [String] {
        if isText { return [try text(what)] }
        var found: [String] = []
        for item in try list(what) { found.append(try item.text("an entry of \(what)")) }
        return found
    }

    /// The entries of a mapping in their order, `<<` taken apart.
    func entries(_ what: String) throws(TextFault) -> [(key: ComposeNode, name: String, value: ComposeNode)] {
        guard case .mapping(let mapping) = node.content else {
            throw fault("\(what) must be a mapping: lines `name: value`")
        }
        var found: [(key: ComposeNode, name: String, value: ComposeNode)] = []
        var merged: [(key: ComposeNode, name: String, value: ComposeNode)] = []
        for entry in mapping {
            let (key, value) = (with(entry.key), with(entry.value))
            // Keys are text: the YAML reader sees to that, and that each is there once.
            let name = entry.key.text ?? ""
            if name == "<<" {
                for part in value.isList ? try value.list("<<") : [value] {
                    merged += try part.entries("what << names")
                }
            } else {
                found.append((key, name, value))
            }
        }
        for entry in merged where !found.contains(where: { $0.name == entry.name }) { found.append(entry) }
        return found
    }

    /// The entries of a mapping whose keys are all known; `x-…` is anybody's.
    ///
    /// - Parameters:
    ///   - idle: keys that change nothing here, and may be there.
    ///   - refused: docker's keys that are not here, with what to do instead.
    func fields(
        _ what: String, known: [String], idle: Set<String> = [], refused: [String: String] = [:]
    ) throws(TextFault) -> [String: ComposeNode] {
        var values: [String: ComposeNode] = [:]
        for (key, name, value) in try entries(what) where !name.hasPrefix("x-") && !idle.contains(name) {
            if let advice = refused[name] { throw key.fault("`\(name)` of \(what) is not offered here: \(advice)") }
            guard known.contains(name) else {
                let near = Spelling.nearest(to: name, among: known).map { "; is it `\($0)`?" } ?? ""
                throw key.fault("`\(name)` of \(what) is not known here\(near)")
            }
            if !value.isNothing { values[name] = value }
        }
        return values
    }

    /// `NAME: value` lines, or `- NAME=value`; nil where there is a name alone.
    func pairs(_ what: String) throws(TextFault) -> [(name: String, value: String?)] {
        var found: [(name: String, value: String?)] = []
        if isList {
            for text in try texts(what) {
                let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                found.append((parts[0], parts.count == 2 ? parts[1] : nil))
            }
        } else {
            for (_, name, value) in try entries(what) {
                found.append((name, value.isNothing ? nil : try value.text("\(what), \(name)")))
            }
        }
        return found
    }
}

/// What holds while one file is read.
final class ReadingScope {
    let file: String
    private(set) var variables: VariableText

    /// - Parameters:
    ///   - value: of a variable; nil where it is not set.
    ///   - missing: called for a variable that is not set and has nothing in its place.
    init(file: String, value: @escaping (String) -> String?, missing: @escaping (String) -> Void) {
        self.file = file
        variables = VariableText(value: value, missing: missing)
    }

    /// The whole of a file's text.
    func root(_ text: String) throws(TextFault) -> ComposeNode {
        guard text.utf8.count <= Self.largest else {
            throw TextFault(file: file, message: "it is larger than 1 MiB")
        }
        var limits = YAMLLimits()
        limits.allowsAliases = true
        do throws(YAMLFault) {
            if let node = try YAMLDocument.parse(text, limits: limits) { return ComposeNode(node: node, scope: self) }
        } catch {
            throw TextFault(file: file, line: error.line, column: error.column, message: Self.words(error.kind))
        }
        throw TextFault(file: file, message: "it is empty")
    }

    private static let largest = 1 << 20

    private static func words(_ fault: YAMLFault.Kind) -> String {
        switch fault {
        case .syntax(let problem): "it is not YAML: \(problem)"
        case .alias(let name): "*\(name) refers to &\(name), which is not there"
        case .duplicateKey(let name): "the key \(name) is there twice"
        case .keyIsNotText: "a key must be text"
        case .tooDeep: "lists and mappings stand in each other too deeply"
        case .tooMany: "it has too many values, those counted that `*` stands for"
        }
    }
}
