extension Instruction {
    /// The instruction with every variable replaced that Docker's builder replaces in it, quotes and escapes taken
    /// away; the words of EXPOSE are split again afterwards.
    ///
    /// `lookup` gives the value before the instruction: `ENV a=1 b=$a` sees the `a` from before. The commands of RUN,
    /// CMD, ENTRYPOINT and HEALTHCHECK, SHELL, MAINTAINER, ONBUILD, `--from` and `--exclude` stay as they are. The
    /// mounts of a RUN are expanded by `MountFlag.mount(escape:lookup:)`.
    ///
    /// - Parameter limit: how many bytes may come in place of variables, in all words together.
    public func expanded(
        escape: EscapeCharacter, limit: Int = WordExpander.maximalGrowth, lookup: (String) -> String?
    ) throws(WordError) -> Expansion {
        try withoutActuallyEscaping(lookup) { lookup throws(WordError) in
            var expansion = ExpansionPass(escape: escape, limit: limit, lookup: lookup)
            let instruction = try expansion.expand(self)
            return Expansion(instruction: instruction, uses: expansion.uses, growth: expansion.growth)
        }
    }
}

/// An expanded instruction and the variables that it asked for.
public struct Expansion: Equatable, Sendable {
    public let instruction: Instruction
    /// Located where the `$` stands, or on the word where the text between is not as written.
    public let uses: [Located<VariableUse>]
    /// How many bytes came in place of variables.
    public let growth: Int

    /// The names of the variables that had a value: what the result depends on.
    public var usedNames: Set<String> { Set(uses.lazy.map(\.value).filter(\.isSet).map(\.name)) }
}
