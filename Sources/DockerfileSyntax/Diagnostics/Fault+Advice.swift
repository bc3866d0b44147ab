internal import Matching

extension Fault {
    /// The expected form, or the next action; nil where the message says it all.
    public var expected: String? { textAdvice ?? valueAdvice ?? fileAdvice }

    private var textAdvice: String? {
        switch self {
        case .composeFile:
            "`docker compose up --build` with this text in compose.yaml; `docker build` takes a Dockerfile, which begins with FROM"
        case .utf16:
            "the same text in UTF-8: choose it where your editor saves, or in PowerShell use Set-Content -Encoding utf8"
        case .unknownEscape: "`# escape=\\` or `# escape=``"
        case .checkOption: "`skip=RULE,…`, `error=true` or `experimental=RULE,…`, with `;` between them"
        case .duplicateDirective: "one line of that name; delete the other"
        case .lineTooLong: "shorter lines: continue an instruction with `\\` at the end of the line"
        case .unterminatedHeredoc(let name): "a line that holds only `\(name)`"
        case .unterminatedHeredocName: "a closing quote"
        case .notOnlyStrings(let text): BrokenArray(text)?.mended ?? "[\"program\", \"argument\"]"
        case .missingValue(let kind, let name): "\(kind.rawValue) \(name)=VALUE"
        case .missingEquals(let kind, _): "\(kind.rawValue) NAME=VALUE …; put a value with blanks in double quotes"
        case .blankBesideEquals(let kind, let name): "\(kind.rawValue) \(name)=VALUE, without blanks around `=`"
        case .commentBehind(let kind): "the comment on a line of its own, above \(kind.rawValue)"
        case .word(let fault): fault.expected
        default: nil
        }
    }

    private var valueAdvice: String? {
        switch self {
        case .unknownInstruction(let word): Self.advice(on: word)
        case .unknownFlag(_, let kind): Self.flagList(kind)
        case .duplicateFlag: "each flag once"
        case .flagNeedsValue(let name): "--\(name)=VALUE"
        case .flagNeedsTruth(let name, _): "--\(name), --\(name)=true or --\(name)=false"
        case .flagNeedsOneOf(_, _, let choices): choices.joined(separator: ", ")
        case .needsSourceAndDestination(let kind, let only?):
            "\(kind.rawValue) \(only) . (the dot is the folder of WORKDIR)"
        case .needsArguments(let kind), .needsOneArgument(let kind), .needsSourceAndDestination(let kind, nil),
            .needsCommand(let kind), .emptyName(let kind):
            kind.guide.syntax.joined(separator: ", or ")
        case .fromNeedsImage: "FROM IMAGE, or FROM IMAGE AS NAME"
        case .stageName: "a letter, then letters, digits, `-`, `_` and `.`"
        case .emptyVolume: "VOLUME /path"
        case .shellNeedsJSON(let array): "SHELL \(array?.mended ?? "[\"/bin/bash\", \"-c\"]")"
        case .heredocAsDestination: "a path in the image as the last word"
        case .unknownHealthCheck: "HEALTHCHECK CMD command, or HEALTHCHECK NONE"
        case .duration, .durationTooShort: "a time of at least 1ms: 30s, 1m30s, 500ms"
        case .retries: "a whole number: 3"
        case .mount(let fault): fault.expected
        default: nil
        }
    }

    private var fileAdvice: String? {
        switch self {
        case .noInstructions, .noStage: "FROM IMAGE, for example FROM python:3.11-alpine"
        case .beforeFrom: "FROM first; only ARG can stand before it"
        case .noSuchStageNumber(_, let count): count == 1 ? "0, the only stage" : "a number from 0 to \(count - 1)"
        case .laterStage: "an earlier stage: put the stage that is copied from above this one"
        case .circularStage: "the name of another stage, which does not need this one"
        case .chainedOnBuild, .notATrigger: "ONBUILD with RUN, COPY, ADD, ENV or another instruction"
        default: nil
        }
    }

    private static func advice(on word: String) -> String {
        switch UnknownWord(word) {
        case .glued(let keyword, let rest): "a blank between `\(keyword.rawValue)` and `\(rest)`"
        case .shellCommand: "RUN before a shell command, or `\\` at the end of the line above where that goes on"
        case .shellWord:
            "`\\` at the end of each line above that belongs to it, and `;` ahead of that where a command ends"
        case .continuation: "`\\` at the end of the line above, which goes on here"
        case .empty, .other: "one of \(Keyword.allCases.map(\.rawValue).joined(separator: ", "))"
        }
    }

    private static func flagList(_ kind: String) -> String {
        let flags = Keyword(rawValue: kind)?.flags ?? []
        return flags.isEmpty ? "\(kind) takes no flags" : flags.map { "--\($0.name)" }.joined(separator: ", ")
    }

    /// The intended word, where it can be guessed.
    public var suggestion: String? {
        switch self {
        case .unknownInstruction(let word) where UnknownWord(word) != .other: nil
        case .unknownInstruction(let word): Spelling.nearest(to: word, among: Keyword.allCases.map(\.rawValue))
        case .unknownFlag(let name, let kind):
            Spelling.nearest(to: name, among: (Keyword(rawValue: kind)?.flags ?? []).map(\.name)).map { "--\($0)" }
        case .flagNeedsOneOf(_, let value, let choices): Spelling.nearest(to: value, among: choices)
        case .unknownHealthCheck(let word): Spelling.nearest(to: word, among: ["CMD", "NONE"])
        case .mount(let fault): fault.suggestion
        default: nil
        }
    }
}

extension MountFault {
    var expected: String? {
        switch self {
        case .quotes: "key=value, with commas between, and a value with a comma in double quotes"
        case .kind: MountOptions.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        case .key: MountFlag.keys.joined(separator: ", ")
        case .needsValue(let key): "\(key)=VALUE"
        case .sharing: MountOptions.Sharing.allCases.map(\.rawValue).joined(separator: ", ")
        case .variableInFrom: "the name of a stage; give `FROM $VARIABLE AS name` a name for it"
        case .secretFrom, .secretNeedsName, .secretNamedTwice: "--mount=type=secret,id=NAME"
        default: nil
        }
    }

    var suggestion: String? {
        switch self {
        case .kind(let text): Spelling.nearest(to: text, among: MountOptions.Kind.allCases.map(\.rawValue))
        case .key(let key): Spelling.nearest(to: key, among: MountFlag.keys)
        case .sharing(let text): Spelling.nearest(to: text, among: MountOptions.Sharing.allCases.map(\.rawValue))
        default: nil
        }
    }
}

extension WordFault {
    /// The expected form; nil where the message says it all.
    public var expected: String? {
        switch self {
        case .unclosedSingleQuote: "a closing `'`; a `'` that means itself is written `\\'`"
        case .unclosedDoubleQuote: "a closing `\"`; a `\"` that means itself is written `\\\"`"
        case .unclosedBrace: "${NAME}"
        case .badSubstitution: "${NAME}; a dollar that means itself is written `\\$`"
        case .modifier: "one of `:-`, `-`, `:+`, `+`, `:?`, `?`, `#`, `##`, `%`, `%%`, `/`, `//`"
        case .tooLarge, .environmentTooLarge, .fileTooLarge:
            "shorter values: a variable that holds itself twice doubles with every line"
        case .missingSlash, .required, .pattern, .tooDeep: nil
        }
    }
}
