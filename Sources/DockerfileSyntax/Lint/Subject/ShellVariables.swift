/// The variables that a shell's text uses, and those that it sets itself; well enough for rules.
struct ShellVariables {
    /// Each use of a variable that has no value of its own to fall back on, with its place in UTF-8 bytes.
    private(set) var uses: [(name: String, bounds: Range<Int>)] = []
    /// Names that the text gives a value: `NAME=`, `for NAME in`, `read NAME`.
    private(set) var assigned: Set<String> = []

    private let bytes: [UInt8]
    private var index = 0

    init(_ text: String) {
        bytes = Array(text.utf8)
        var isSingle = false
        var isDouble = false
        while index < bytes.count {
            switch bytes[index] {
            case .backslash where !isSingle: index += 1
            case .singleQuote where !isDouble: isSingle.toggle()
            case .doubleQuote where !isSingle: isDouble.toggle()
            case UInt8(ascii: "$") where !isSingle: readUse()
            default: readAssignment()
            }
            index += 1
        }
    }

    /// Reads `$NAME` or `${NAME…}`, and stays on its last byte.
    private mutating func readUse() {
        let start = index
        let hasBrace = byte(at: start + 1) == UInt8(ascii: "{")
        let name = self.name(at: start + (hasBrace ? 2 : 1))
        guard !name.isEmpty else { return }
        index = name.upperBound - 1
        // `${NAME:-value}` and its kin say themselves what happens without a value.
        guard !hasBrace || byte(at: name.upperBound) == UInt8(ascii: "}") else { return }
        let end = name.upperBound + (hasBrace ? 1 : 0)
        uses.append((String(decoding: bytes[name], as: UTF8.self), start..<end))
    }

    /// Reads a word that may set a variable, and stays on its last byte.
    private mutating func readAssignment() {
        let name = self.name(at: index)
        guard !name.isEmpty else { return }
        let word = String(decoding: bytes[name], as: UTF8.self)
        index = name.upperBound - 1
        if byte(at: name.upperBound) == .equals { assigned.insert(word) }
        guard word == "for" || word == "read" else { return }
        var next = name.upperBound
        while let blank = byte(at: next), blank.isBlank { next += 1 }
        assigned.insert(String(decoding: bytes[self.name(at: next)], as: UTF8.self))
    }

    private func name(at start: Int) -> Range<Int> {
        guard let first = byte(at: start), first.isASCIILetter || first == UInt8(ascii: "_") else {
            return start..<start
        }
        var end = start
        while let next = byte(at: end), next.isASCIILetter || next.isASCIIDigit || next == UInt8(ascii: "_") {
            end += 1
        }
        return start..<end
    }

    private func byte(at index: Int) -> UInt8? { bytes.indices.contains(index) ? bytes[index] : nil }
}

extension LintRun {
    /// Uses of arguments that only the lines ahead of FROM declare: they are empty in the stage.
    func unseen(_ globals: GlobalArguments, in scope: VariableScope) -> [Observation] {
        guard shell.isPOSIX, case .shell(let text) = run.command else { return [] }
        let isScript = HeredocName(text.value) != nil
        let heredocs = run.heredocs.filter { isScript ? !$0.text.hasPrefix("#!") : $0.expands }
        let found = ([text.value] + heredocs.map(\.text)).map { ShellVariables($0) }
        let assigned = found.reduce(into: Set<String>()) { $0.formUnion($1.assigned) }
        var seen = assigned.union(PredefinedArguments.ofImages)
        return found.enumerated().flatMap { number, variables in
            variables.uses.compactMap { use in
                guard globals.isDeclared(use.name), !scope.isDeclared(use.name), seen.insert(use.name).inserted else {
                    return nil
                }
                let range = number == 0 ? statement.range(ofShellText: use.bounds) : heredocs[number - 1].name.range
                return Observation(
                    "`$\(use.name)` is empty here: its ARG stands above FROM, and counts for FROM alone", at: range,
                    cure: "ARG \(use.name) below FROM, above this line")
            }
        }
    }
}
