internal import DockerfileSyntax

/// Dockerfile: instructions over several lines, here-documents, flags, variables, the shell of RUN.
enum DockerfileLexer {
    private static let shells: Set<String> = ["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"]

    static func read(_ scanner: inout Scanner, _ state: inout LineState) {
        scanner.skipBlanks()
        if scanner.next == UInt8(ascii: "#") {
            let isDirective = scanner.starts(with: "# syntax=") || scanner.starts(with: "# escape=")
            scanner.takeRest(as: isDirective ? .special : .comment)
            return
        }
        if case .instruction = state, scanner.isAtEnd { return }
        let name: String
        if case .instruction(let known) = state {
            name = String(decoding: known, as: UTF8.self)
        } else {
            name = instruction(&scanner)
        }
        arguments(&scanner, &state, of: name)
    }

    private static func instruction(_ scanner: inout Scanner) -> String {
        let start = scanner.index
        let name = String(decoding: scanner.word(), as: UTF8.self).uppercased()
        if Keyword(anyCase: name) != nil { scanner.add(.keyword, from: start) }
        guard name == "ONBUILD" else { return name }
        scanner.skipBlanks()
        return instruction(&scanner)
    }

    private static func arguments(_ scanner: inout Scanner, _ state: inout LineState, of name: String) {
        var document: LineState?
        while let byte = scanner.next {
            switch byte {
            case UInt8(ascii: "\\") where isContinuation(scanner):
                scanner.takeRest(as: .sign)
                state = document ?? .instruction(Array(name.utf8))
                return
            case UInt8(ascii: "<") where ["RUN", "COPY", "ADD"].contains(name):
                let found = ShellLexer.hereDocument(&scanner, isShell: name == "RUN")
                if found == nil { scanner.advance() }
                document = document ?? found
            case UInt8(ascii: "-") where scanner.starts(with: "--"): flag(&scanner)
            default: argument(&scanner, byte, of: name)
            }
        }
        state = document ?? .normal
    }

    private static func isContinuation(_ scanner: Scanner) -> Bool {
        scanner.rest.dropFirst().allSatisfy(Scanner.isBlank)
    }

    private static func flag(_ scanner: inout Scanner) {
        let start = scanner.index
        scanner.skip { !Scanner.isBlank($0) && $0 != UInt8(ascii: "=") }
        scanner.add(.flag, from: start)
    }

    private static func argument(_ scanner: inout Scanner, _ byte: UInt8, of name: String) {
        let start = scanner.index
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            StringReader.short(&scanner, expands: byte == UInt8(ascii: "\""), isRaw: byte == UInt8(ascii: "'"))
        case UInt8(ascii: "$"):
            if !scanner.variable() { scanner.advance() }
        case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: ";"):
            scanner.emit(1, as: .sign)
        case UInt8(ascii: "=") where name == "ENV" || name == "ARG" || name == "LABEL": scanner.emit(1, as: .sign)
        case _ where Scanner.isWord(byte):
            let word = String(decoding: scanner.word(), as: UTF8.self)
            if name == "FROM", word.uppercased() == "AS" { scanner.add(.keyword, from: start) }
            if name == "HEALTHCHECK", word == "CMD" || word == "NONE" { scanner.add(.keyword, from: start) }
            if name == "EXPOSE", word.utf8.allSatisfy(Scanner.isDigit) { scanner.add(.number, from: start) }
            if shells.contains(name), ShellLexer.keywords.contains(word) { scanner.add(.keyword, from: start) }
        default: scanner.advance()
        }
    }
}
