/// A flag that an instruction knows.
public struct InstructionFlag: Equatable, Sendable {
    /// How the flag is written.
    public enum Kind: Sendable {
        /// `--name=value`, once.
        case text
        /// `--name`, `--name=true` or `--name=false`.
        case truth
        /// `--name=value`, any number of times.
        case list
    }

    /// Without `--`.
    public let name: String
    public let kind: Kind
    /// The form of the value; empty for `truth`.
    public let placeholder: String
    /// One line for a learner.
    public let meaning: String

    init(_ name: String, _ kind: Kind = .text, _ placeholder: String = "", _ meaning: String) {
        self.name = name
        self.kind = kind
        self.placeholder = placeholder
        self.meaning = meaning
    }
}

extension Keyword {
    /// The flags of an instruction, in the order of their importance.
    public var flags: [InstructionFlag] {
        switch self {
        case .from: InstructionFlag.ofFrom
        case .run: InstructionFlag.ofRun
        case .copy: InstructionFlag.ofCopy
        case .add: InstructionFlag.ofAdd
        case .healthCheck: InstructionFlag.ofHealthCheck
        default: []
        }
    }
}

extension InstructionFlag {
    static let ofFrom = [
        InstructionFlag("platform", .text, "linux/amd64", "The platform of the base image, where it has several.")
    ]

    static let ofRun = [
        InstructionFlag("mount", .list, "type=cache,target=/path", "A file system that only this command sees."),
        InstructionFlag("network", .text, "default|none|host", "Which network the command has."),
        InstructionFlag("security", .text, "sandbox|insecure", "Whether the command has all privileges."),
        InstructionFlag("device", .list, "vendor.com/class=name", "A device that the command may use."),
    ]

    private static let owner = InstructionFlag("chown", .text, "user:group", "Whom the copied files belong to.")
    private static let mode = InstructionFlag("chmod", .text, "0755", "The mode of the copied files.")
    private static let link = InstructionFlag("link", .truth, "", "The layer does not depend on the layers below it.")
    private static let exclude = InstructionFlag(
        "exclude", .list, "*.md", "Files that are left out; may be said more than once.")

    static let ofCopy = [
        InstructionFlag("from", .text, "stage", "Copies from an earlier stage or another image."),
        owner, mode, link,
        InstructionFlag("parents", .truth, "", "Keeps the folders of the sources' paths."),
        exclude,
    ]

    static let ofAdd = [
        owner, mode, link,
        InstructionFlag("checksum", .text, "sha256:…", "What the downloaded file must hash to."),
        InstructionFlag("keep-git-dir", .truth, "", "Keeps .git when a repository is added."),
        InstructionFlag("unpack", .truth, "", "Whether archives are unpacked."),
        exclude,
    ]

    static let ofHealthCheck = [
        InstructionFlag("interval", .text, "30s", "The time between two checks."),
        InstructionFlag("timeout", .text, "30s", "How long a check may take."),
        InstructionFlag("start-period", .text, "0s", "How long failures do not count after the start."),
        InstructionFlag("start-interval", .text, "5s", "The time between checks in the start period."),
        InstructionFlag("retries", .text, "3", "How many failures in a row make the container unhealthy."),
    ]
}
