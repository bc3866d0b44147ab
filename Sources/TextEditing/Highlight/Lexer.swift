/// Splits a line of a language into tokens and hands on what the next line begins with.
struct Lexer: Sendable {
    let language: FileType.Language

    func tokens(of line: ArraySlice<UInt8>, state: inout LineState) -> [Token] {
        guard language != .plain else { return [] }
        var scanner = Scanner(line)
        if !goOn(&scanner, &state) { read(&scanner, &state) }
        return scanner.tokens
    }

    private func read(_ scanner: inout Scanner, _ state: inout LineState) {
        switch language {
        case .plain: break
        case .dockerfile: DockerfileLexer.read(&scanner, &state)
        case .python: PythonLexer.read(&scanner, &state)
        case .requirements: RequirementsLexer.read(&scanner)
        case .yaml: YAMLLexer.read(&scanner, &state)
        case .json: JSONLexer.read(&scanner)
        case .shell: ShellLexer.read(&scanner, &state)
        }
    }

    /// Reads what belongs to a string, document or block of an earlier line; true where that is the whole line.
    private func goOn(_ scanner: inout Scanner, _ state: inout LineState) -> Bool {
        switch state {
        case .normal, .instruction: return false
        case .string(let delimiter, let isRaw):
            return !StringReader.finish(&scanner, delimiter, isRaw: isRaw, &state, expands: language == .shell)
        case .hereDocument(let word, let stripsTabs, let isShell):
            let line = stripsTabs ? scanner.rest.drop { $0 == 0x09 } : scanner.rest
            if line.elementsEqual(word) {
                scanner.takeRest(as: .keyword)
                state = .normal
            } else if isShell {
                var inner = LineState.normal
                ShellLexer.read(&scanner, &inner)
            } else {
                scanner.takeRest(as: .string)
            }
            return true
        case .block(let indent):
            let blanks = scanner.rest.prefix { $0 == 0x20 }.count
            guard blanks > indent || blanks == scanner.count else {
                state = .normal
                return false
            }
            scanner.takeRest(as: .string)
            return true
        }
    }
}

/// Reads strings that may go over lines.
enum StringReader {
    /// Reads up to and with the delimiter; false where the line ends before it, and the state says so.
    static func finish(
        _ scanner: inout Scanner, _ delimiter: [UInt8], isRaw: Bool, _ state: inout LineState, expands: Bool = false
    ) -> Bool {
        while let byte = scanner.next {
            if scanner.rest.starts(with: delimiter) {
                scanner.emit(delimiter.count, as: .string)
                state = .normal
                return true
            }
            if byte == UInt8(ascii: "\\"), !isRaw {
                scanner.emit(2, as: .escape)
            } else if !(byte == UInt8(ascii: "$") && expands && !isRaw && scanner.variable()) {
                scanner.emit(1, as: .string)
            }
        }
        state = .string(delimiter, isRaw: isRaw)
        return false
    }

    /// Reads a string that ends with its line at the latest.
    static func short(_ scanner: inout Scanner, expands: Bool = false, isRaw: Bool = false) {
        guard let quote = scanner.next else { return }
        scanner.emit(1, as: .string)
        var ignored = LineState.normal
        _ = finish(&scanner, [quote], isRaw: isRaw, &ignored, expands: expands)
    }
}
