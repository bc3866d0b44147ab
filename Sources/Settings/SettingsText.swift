public import Faults
internal import YAML

/// The text of a settings file: a mapping in YAML, `theme: light`, a line for each setting.
public struct SettingsText: Sendable {
    public private(set) var text: String
    /// What errors name.
    let path: String

    /// - Parameters:
    ///   - text: empty for a file that is not there.
    ///   - path: what errors name.
    public init(_ text: String, path: String) {
        self.text = text
        self.path = path
    }

    /// What the file chooses.
    ///
    /// - Throws: for a key or a value that no setting has, and for a text that is not a mapping.
    public func chosen() throws(TextFault) -> [ChosenSetting] {
        var chosen: [ChosenSetting] = []
        for entry in try entries() {
            let name = entry.key.text ?? ""
            guard let setting = Setting(rawValue: name) else {
                throw fault(entry.key, Setting.refusal(of: name))
            }
            let value = entry.value.text ?? ""
            guard setting.values.contains(value) else { throw fault(entry.value, setting.refusal(of: value)) }
            chosen.append(ChosenSetting(setting, value, .file(line: entry.key.line)))
        }
        return chosen
    }

    /// Sets a setting, or takes it out; every other line stays as it is.
    ///
    /// - Throws: for a text that cannot be read, so that nothing is lost in it.
    public mutating func set(_ setting: Setting, to value: String?) throws(TextFault) {
        let found = try entries().first { $0.key.text == setting.rawValue }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        let line = value.map { "\(setting.rawValue): \($0)" }
        switch (found, line) {
        case (let found?, let line?): lines[found.key.line - 1] = line
        case (let found?, nil): lines.remove(at: found.key.line - 1)
        case (nil, let line?): lines.append(line)
        case (nil, nil): break
        }
        text = lines.map { $0 + "\n" }.joined()
    }

    private func entries() throws(TextFault) -> [YAMLEntry] {
        let root: YAMLNode?
        do throws(YAMLFault) { root = try YAMLDocument.parse(text) } catch {
            let cause = if case .syntax(let words) = error.kind { ": \(words)" } else { "" }
            throw TextFault(
                file: path, line: error.line, column: error.column,
                message: "the settings cannot be read as YAML\(cause); write lines like theme: light")
        }
        guard let root else { return [] }
        switch root.content {
        case .mapping(let entries):
            // Each entry has a line of its own, so that one can be changed without the others.
            let lines = entries.map(\.key.line)
            guard Set(lines).count == lines.count else { throw fault(root, "each setting needs a line of its own") }
            return entries
        case .scalar(let text, _) where text.isEmpty: return []
        case .scalar, .sequence: throw fault(root, "the settings must be lines like theme: light")
        }
    }

    private func fault(_ node: YAMLNode, _ message: String) -> TextFault {
        TextFault(file: path, line: node.line, column: node.column, message: message)
    }
}
