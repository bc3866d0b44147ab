internal import Matching

extension Setting {
    /// The message for a name that is not the name of a setting, without a full stop.
    public static func refusal(of name: String) -> String {
        let names = allCases.map(\.rawValue)
        let known = names.count == 1 ? "The only one is" : "There are"
        return "`\(name)` is not a setting\(near(name, names)) \(known) \(words(names, "and"))"
    }

    /// The message for a value that the setting cannot have, without a full stop.
    public func refusal(of value: String) -> String {
        "\(rawValue) cannot be `\(value)`\(Self.near(value, values)) It can be \(Self.words(values, "or"))"
    }

    private static func near(_ name: String, _ names: [String]) -> String {
        Spelling.nearest(to: name, among: names).map { "; did you mean \($0)?" } ?? "."
    }

    private static func words(_ values: [String], _ link: String) -> String {
        guard let last = values.last, values.count > 1 else { return values.joined() }
        return values.dropLast().joined(separator: ", ") + " \(link) " + last
    }
}
