/// Something that is wrong with a Dockerfile.
public struct Diagnostic: Equatable, Sendable {
    /// How much it matters.
    public enum Severity: String, Sendable {
        /// It can't be built.
        case error
        /// It can be built, but hardly does what was meant.
        case warning
    }

    public let fault: Fault
    public let severity: Severity
    public let range: SourceRange

    public init(_ fault: Fault, _ severity: Severity = .error, at range: SourceRange) {
        self.fault = fault
        self.severity = severity
        self.range = range
    }
}

/// The faults that a Dockerfile can have: facts; the sentences are in `Fault+Words.swift`.
public enum Fault: Equatable, Sendable {
    // The text itself
    case noInstructions
    /// A file of Docker Compose where a Dockerfile was meant.
    case composeFile
    /// A file in UTF-16, as PowerShell writes it; a Dockerfile is UTF-8.
    case utf16
    case duplicateDirective(Directive.Name)
    case unknownEscape(String)
    case checkOption(String)
    case lineTooLong
    case unterminatedHeredoc(name: String)
    case unterminatedHeredocName(String)
    case notOnlyStrings(String)
    case missingValue(Keyword, name: String)
    case missingEquals(Keyword, word: String)
    /// A blank on either side of the `=` behind this name of an ARG, ENV or LABEL.
    case blankBesideEquals(Keyword, name: String)
    /// A `#` among the arguments, where it begins no comment.
    case commentBehind(Keyword)

    // An instruction and its flags
    case unknownInstruction(String)
    case unknownFlag(String, String)
    case duplicateFlag(String)
    case flagNeedsValue(String)
    case flagNeedsTruth(String, value: String)
    case flagNeedsOneOf(String, value: String, choices: [String])
    case needsArguments(Keyword)
    case needsOneArgument(Keyword)
    /// `only` is the one argument that is there; nil without one, and where flags are there as well.
    case needsSourceAndDestination(Keyword, only: String?)
    case needsCommand(Keyword)
    case fromNeedsImage(count: Int)
    case stageName(String)
    case emptyName(Keyword)
    case emptyVolume
    /// SHELL without a JSON array; with what was meant as one.
    case shellNeedsJSON(BrokenArray?)
    case heredocAsDestination
    case chainedOnBuild
    case notATrigger(Keyword)
    case noneTakesNothing
    case unknownHealthCheck(String)
    case duration(String, flag: String)
    case durationTooShort(String, flag: String)
    case retries(String)
    case mount(MountFault)

    // The file as a whole
    case beforeFrom(Keyword)
    case noStage
    case noSuchStageNumber(Int, count: Int)
    /// A stage that comes after the one that copies from it.
    case laterStage(String)
    case circularStage(String)
    case word(WordFault)
}

/// The faults that `--mount` can have.
public enum MountFault: Error, Equatable, Sendable {
    case quotes(String)
    case kind(String)
    case key(String)
    case needsValue(String)
    case notFor(key: String, kind: MountOptions.Kind)
    case value(String, key: String)
    case sharing(String)
    case variableInFrom
    case secretFrom
    case secretNeedsName
    case secretNamedTwice
    case word(WordFault)
}
