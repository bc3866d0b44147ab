internal import Matching

extension VariableScope {
    /// The variables that a statement uses and that are not declared.
    func undefined(in statement: Statement, globals: GlobalArguments) -> [Observation] {
        guard let instruction = statement.instruction,
            let expansion = try? instruction.expanded(escape: escape, lookup: { value(of: $0) })
        else { return [] }
        var seen: Set<String> = []
        return expansion.uses.compactMap { use in
            let name = use.value.name
            guard !use.value.isSet, !isDeclared(name), !use.value.hasFallback, !Self.isOwnMatter(name),
                seen.insert(name).inserted
            else { return nil }
            if globals.isDeclared(name) {
                return Observation(
                    "`$\(name)` is declared ahead of FROM only: say `ARG \(name)` in this stage too", at: use.range,
                    cure: "ARG \(name) below FROM, above this line")
            }
            let meant = nearest(to: name, globals)
            // A base image that is not here may bring it along, unless it looks like a slip of the pen.
            guard isComplete || (meant != nil && !PredefinedArguments.ofImages.contains(name)) else { return nil }
            return Observation(
                "`$\(name)` has no value here: no ARG or ENV above declares it", at: use.range,
                suggestion: meant.map { "$\($0)" })
        }
    }

    /// Of very many names only the last few are looked at, so that the time stays in proportion.
    private func nearest(to name: String, _ globals: GlobalArguments) -> String? {
        Spelling.nearest(to: name, among: globals.names.suffix(100) + names.suffix(100))
    }

    /// Whether a name is none that anyone declares: `$1`, `$@`, proxies.
    private static func isOwnMatter(_ name: String) -> Bool {
        !(name.utf8.first.map { $0.isASCIILetter || $0 == UInt8(ascii: "_") } ?? false)
            || PredefinedArguments.proxies.contains(name)
    }
}
