extension Fault {
    /// The learner's message: the fault, in one sentence without a full stop.
    public var message: String { textMessage ?? flagMessage ?? valueMessage ?? instructionMessage ?? fileMessage }

    private var textMessage: String? {
        switch self {
        case .composeFile: "this is a compose file, not a Dockerfile"
        case .utf16: "this file is saved as UTF-16, and a Dockerfile has to be UTF-8"
        case .duplicateDirective(let name): "`# \(name.rawValue)=` is there twice; only one can count"
        case .unknownEscape(let text): "`\(text)` can't be the escape character"
        case .checkOption(let text): "`\(text)` is not an option of `# check=`"
        case .lineTooLong: "this line is longer than 65,535 bytes"
        case .unterminatedHeredoc(let name): "the heredoc `\(name)` never ends"
        case .unterminatedHeredocName(let word): "the quotes in `\(word)` never end"
        case .notOnlyStrings: "every element of the list must be text in double quotes"
        case .missingValue(let kind, let name): "\(kind.rawValue) gives `\(name)` no value"
        case .missingEquals(let kind, let word): "`\(word)` of \(kind.rawValue) has no `=`"
        case .blankBesideEquals(let kind, let name): "`\(name)` of \(kind.rawValue) has a blank beside its `=`"
        case .commentBehind(let kind):
            "`#` begins a comment only at the beginning of a line, and here it belongs to \(kind.rawValue)"
        case .word(let fault): fault.message
        default: nil
        }
    }

    private var flagMessage: String? {
        switch self {
        case .unknownFlag(let name, let kind): "\(kind) has no flag `--\(name)`"
        case .duplicateFlag(let name): "the flag `--\(name)` is there twice"
        case .flagNeedsValue(let name): "the flag `--\(name)` has no value"
        case .flagNeedsTruth(let name, let value): "`--\(name)` is true or false, not `\(value)`"
        case .flagNeedsOneOf(let name, let value, _): "`--\(name)` can't be `\(value)`"
        case .duration(let text, let flag): "`\(text)` of `--\(flag)` is not a valid duration"
        case .durationTooShort(let text, let flag): "`\(text)` of `--\(flag)` is too short"
        case .retries(let text): "`\(text)` of `--retries` is not a valid number of tries"
        case .mount(let fault): fault.message
        default: nil
        }
    }

    private var valueMessage: String? {
        switch self {
        case .stageName(let name): "`\(name)` can't be the name of a stage"
        case .emptyName(let kind): "\(kind.rawValue) has a value without a name"
        case .emptyVolume: "VOLUME has an empty path"
        case .shellNeedsJSON(let array?): "SHELL is not JSON: \(array.cause)"
        case .shellNeedsJSON(nil): "SHELL takes a list in brackets only"
        case .heredocAsDestination: "a heredoc can't be the destination"
        case .chainedOnBuild: "ONBUILD can't hold another ONBUILD"
        case .notATrigger(let kind): "ONBUILD can't hold \(kind.rawValue)"
        case .noneTakesNothing: "HEALTHCHECK NONE takes nothing more"
        case .unknownHealthCheck(let word): "HEALTHCHECK can't begin with `\(word)`"
        default: nil
        }
    }

    private var instructionMessage: String? {
        switch self {
        case .unknownInstruction(let word): Self.unknown(word)
        case .needsArguments(let kind): "\(kind.rawValue) has nothing behind it"
        case .needsOneArgument(let kind): "\(kind.rawValue) has nothing behind it"
        case .needsSourceAndDestination(let kind, _): "\(kind.rawValue) needs a source and a destination"
        case .needsCommand: "HEALTHCHECK CMD has no command"
        case .fromNeedsImage(let count):
            count == 0 ? "FROM has no image behind it" : "FROM takes an image, or an image, AS and a name"
        default: nil
        }
    }

    private static func unknown(_ word: String) -> String {
        switch UnknownWord(word) {
        case .glued(let keyword, _): "a blank is missing behind `\(keyword.rawValue)`"
        case .shellCommand: "`\(word)` is a shell command, not an instruction"
        case .shellWord: "`\(word)` belongs to a shell command above, which has ended"
        case .continuation: "`\(word)` goes on with the line above, which has ended"
        case .empty: "this line says nothing"
        case .other: "`\(word)` is not an instruction"
        }
    }

    private var fileMessage: String {
        switch self {
        case .noInstructions: "there is not an instruction in this file"
        case .beforeFrom(let kind): "\(kind.rawValue) stands before the first FROM"
        case .noStage: "there is no FROM in this file"
        case .noSuchStageNumber(let number, _): "there is no stage \(number)"
        case .laterStage(let name): "the stage `\(name)` comes after this one"
        case .circularStage(let name): "the stage copies from `\(name)`, which needs this stage itself"
        default: "this can't be understood"
        }
    }
}

extension MountFault {
    var message: String {
        switch self {
        case .quotes: "the quotes of `--mount` do not fit"
        case .kind(let text): "there is no mount of the type `\(text)`"
        case .key(let key): "`--mount` has no key `\(key)`"
        case .needsValue(let key): "`\(key)` of `--mount` has no value"
        case .notFor(let key, let kind): "a \(kind.rawValue) mount has no `\(key)`"
        case .value(let text, let key): "`\(text)` is not a valid value of `\(key)`"
        case .sharing(let text): "`sharing` can't be `\(text)`"
        case .variableInFrom: "`from` of `--mount` can't hold a variable"
        case .secretFrom: "a secret mount has no `from`"
        case .secretNeedsName: "a secret mount needs an `id` or a `target`"
        case .secretNamedTwice: "a secret mount has either an `id` or a `source`, not both"
        case .word(let fault): fault.message
        }
    }
}

extension WordFault {
    /// The learner's message, in one sentence without a full stop.
    public var message: String {
        switch self {
        case .unclosedSingleQuote: "a `'` is opened and never closed"
        case .unclosedDoubleQuote: "a `\"` is opened and never closed"
        case .unclosedBrace: "a `${` has no `}`"
        case .missingSlash: "`${name/pattern/replacement}` has no second slash"
        case .badSubstitution: "there is no variable's name behind `${`"
        case .modifier(let text): "`\(text)` can't stand behind a variable's name"
        case .required(let name, let message, let isEmpty):
            message.isEmpty ? "`\(name)` \(isEmpty ? "is empty" : "has no value")" : "\(name): \(message)"
        case .pattern(let text): "`\(text)` is not a valid pattern: `\\` can only escape `*`, `?`, `\\`, `/` and `}`"
        case .tooDeep: "there are too many `${…}` inside of each other"
        case .tooLarge(let limit): "the variables bring more than \(Self.bytes(limit)) of text into this instruction"
        case .environmentTooLarge(let limit): "the variables up to here hold more than \(Self.bytes(limit)) together"
        case .fileTooLarge(let limit):
            "the variables up to here bring more than \(Self.bytes(limit)) of text into the file"
        }
    }

    private static func bytes(_ limit: Int) -> String {
        limit < 1 << 20 ? "\(limit >> 10) KiB" : "\(limit >> 20) MiB"
    }
}
