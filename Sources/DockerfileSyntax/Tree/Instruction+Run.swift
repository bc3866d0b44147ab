extension Instruction {
    /// `RUN [flags] command`.
    public struct Run: Equatable, Sendable {
        /// The values of `--network`.
        public enum Network: String, CaseIterable, Sendable {
            case `default`, none, host
        }

        /// The values of `--security`.
        public enum Security: String, CaseIterable, Sendable {
            case sandbox, insecure
        }

        public var command: CommandLine
        public var heredocs: [Heredoc]
        public var mounts: [MountFlag]
        public var network: Located<Network>?
        public var security: Located<Security>?
        /// `--device`, as written.
        public var devices: [Located<String>]
    }
}

/// `--mount=…` as it is written: variables may stand in its values, so it is read in full only by `mount(expanding:)`.
public struct MountFlag: Equatable, Sendable {
    /// One of the parts between the commas.
    public struct Field: Equatable, Sendable {
        /// In lower case.
        public var key: String
        public var value: String?
        /// `key=value` as written.
        public var text: String
    }

    /// The text behind `--mount=`.
    public var text: Located<String>
    public var fields: [Field]
}

/// A mount of RUN, read in full.
public struct MountOptions: Equatable, Sendable {
    /// The values of `type`.
    public enum Kind: String, CaseIterable, Sendable {
        case bind, cache, tmpfs, secret, ssh
    }

    /// The values of `sharing`: what builds that run at the same time do with a cache.
    public enum Sharing: String, CaseIterable, Sendable {
        case shared, `private`, locked
    }

    public var kind: Kind = .bind
    /// Nil or empty: the build context for a bind, an empty folder for a cache.
    public var from: String?
    public var source: String?
    public var target: String?
    /// What applies: binds, secrets and agents are read-only unless they say otherwise.
    public var isReadOnly = true
    public var isRequired = false
    public var id: String?
    public var sharing: Sharing?
    public var mode: UInt32?
    public var uid: UInt32?
    public var gid: UInt32?
    /// `env=`: the variable that holds a secret.
    public var variable: String?
    /// `size=` of a tmpfs, in bytes.
    public var size: Int64?
}
