/// A flag that an instruction knows.
public struct Flag: Equatable, Sendable {
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
    /// What the value looks like; empty for `truth`.
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
    public var flags: [Flag] {
        switch self {
        case .from: Flag.ofFrom
        case .run: Flag.ofRun
        case .copy: Flag.ofCopy
        case .add: Flag.ofAdd
        case .healthCheck: Flag.ofHealthCheck
        default: []
        }
    }
}

extension Flag {
    static let ofFrom = [
        Flag("platform", .text, "linux/amd64", "The platform of the base image, where it has several.")
    ]

    static let ofRun = [
        Flag("mount", .list, "type=cache,target=/path", "A file system that only this command sees."),
        Flag("network", .text, "default|none|host", "Which network the command has."),
        Flag("security", .text, "sandbox|insecure", "Whether the command has all privileges."),
        Flag("device", .list, "vendor.com/class=name", "A device that the command may use."),
    ]

    private static let owner = Flag("chown", .text, "user:group", "Whom the copied files belong to.")
    private static let mode = Flag("chmod", .text, "0755", "The mode of the copied files.")
    private static let link = Flag("link", .truth, "", "The layer does not depend on the layers below it.")
    private static let exclude = Flag("exclude", .list, "*.md", "Files that are left out; may be said more than once.")

    static let ofCopy = [
        Flag("from", .text, "stage", "Copies from an earlier stage or another image."),
        owner, mode, link,
        Flag("parents", .truth, "", "Keeps the folders of the sources' paths."),
        exclude,
    ]

    static let ofAdd = [
        owner, mode, link,
        Flag("checksum", .text, "sha256:…", "What the downloaded file must hash to."),
        Flag("keep-git-dir", .truth, "", "Keeps .git when a repository is added."),
        Flag("unpack", .truth, "", "Whether archives are unpacked."),
        exclude,
    ]

    static let ofHealthCheck = [
        Flag("interval", .text, "30s", "The time between two checks."),
        Flag("timeout", .text, "30s", "How long a check may take."),
        Flag("start-period", .text, "0s", "How long failures do not count after the start."),
        Flag("start-interval", .text, "5s", "The time between checks in the start period."),
        Flag("retries", .text, "3", "How many failures in a row make the container unhealthy."),
    ]
}
