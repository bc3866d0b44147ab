/// What was found of one thing that Slipway needs of a machine.
public struct MachineFinding: Equatable, Sendable {
    /// How much of Slipway works there.
    public enum State: String, Sendable, CaseIterable {
        case good
        /// Slipway works, with less.
        case limited
        /// Something that everybody needs does not work.
        case broken
    }

    /// One word for scripts, such as `runtime`.
    public var id: String
    /// What it is about, in a word or two.
    public var title: String
    /// How much of Slipway works.
    public var state: State
    /// What there is, as a sentence or a name.
    public var found: String
    /// What cannot be done because of it; nil where all is well.
    public var limit: String?
    /// What mends it; nil where all is well, and where nothing on this machine does.
    public var cure: Cure?

    /// - Parameter id: one word for scripts.
    public init(_ id: String, _ title: String, _ state: State, found: String, limit: String? = nil, cure: Cure? = nil) {
        self.id = id
        self.title = title
        self.state = state
        self.found = found
        self.limit = limit
        self.cure = cure
    }
}

/// What mends a finding.
public enum Cure: Equatable, Sendable {
    /// Packages of Debian that are missing: nothing is to be decided.
    case packages([String])
    /// A command that gives this user IDs: nothing is to be decided.
    case subordinateIDs(user: String)
    /// A command that somebody has to decide on.
    case command(String)
    /// What to do where no command does it.
    case advice(String)

    /// The command as root types it; nil for advice.
    public var command: String? {
        switch self {
        case .packages(let names): "apt-get install -y --no-install-recommends \(names.joined(separator: " "))"
        case .subordinateIDs(let user):
            "usermod --add-subuids 100000-165535 --add-subgids 100000-165535 \(user)"
        case .command(let text): text
        case .advice: nil
        }
    }

    /// Whether `doctor --fix` performs it unasked.
    public var needsNoDecision: Bool {
        switch self {
        case .packages, .subordinateIDs: true
        case .command, .advice: false
        }
    }

    /// As it is shown to a user who is root, or is not.
    public func text(asRoot isRoot: Bool) -> String {
        switch self {
        case .advice(let text): text
        case .packages, .subordinateIDs, .command: (isRoot ? "" : "sudo ") + (command ?? "")
        }
    }
}
