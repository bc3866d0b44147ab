/// The content of an instruction. Words are as written: quotes, escapes and variables are still in them
/// (see `Instruction.expanded`), except in exec forms and flags.
public enum Instruction: Equatable, Sendable {
    case add(Add)
    case arg(Arg)
    case cmd(CommandLine)
    case copy(Copy)
    case entrypoint(CommandLine)
    case env(Pairs)
    case expose(Expose)
    case from(From)
    case healthCheck(HealthCheck)
    case label(Pairs)
    case maintainer(Located<String>)
    indirect case onBuild(OnBuild)
    case run(Run)
    case shell([Located<String>])
    case stopSignal(Located<String>)
    case user(Located<String>)
    case volume([Located<String>])
    case workdir(Located<String>)

    public var keyword: Keyword {
        switch self {
        case .add: .add
        case .arg: .arg
        case .cmd: .cmd
        case .copy: .copy
        case .entrypoint: .entrypoint
        case .env: .env
        case .expose: .expose
        case .from: .from
        case .healthCheck: .healthCheck
        case .label: .label
        case .maintainer: .maintainer
        case .onBuild: .onBuild
        case .run: .run
        case .shell: .shell
        case .stopSignal: .stopSignal
        case .user: .user
        case .volume: .volume
        case .workdir: .workdir
        }
    }
}

/// A command of RUN, CMD, ENTRYPOINT and HEALTHCHECK.
public enum CommandLine: Equatable, Sendable {
    /// One text for the stage's shell; empty where nothing is written.
    case shell(Located<String>)
    /// The program and its arguments: a JSON array.
    case exec([Located<String>])

    /// The texts in order.
    public var words: [String] {
        switch self {
        case .shell(let text): text.value.isEmpty ? [] : [text.value]
        case .exec(let words): words.map(\.value)
        }
    }
}

extension Instruction {
    /// `FROM [--platform=…] IMAGE [AS NAME]`.
    public struct From: Equatable, Sendable {
        /// An image, an earlier stage or `scratch`.
        public var image: Located<String>
        public var platform: Located<String>?
        /// In lower case; ranged where it is written.
        public var name: Located<String>?
        /// The word AS as it is typed.
        public var asKeyword: Located<String>?
    }

    /// `ARG NAME[=DEFAULT] …`.
    public struct Arg: Equatable, Sendable {
        /// A name, and its default where there is one.
        public struct Declaration: Equatable, Sendable {
            public var name: Located<String>
            public var value: Located<String>?
        }
        public var declarations: [Declaration]
    }

    /// `ENV` and `LABEL`: names and values.
    public struct Pairs: Equatable, Sendable {
        /// A name and its value.
        public struct Pair: Equatable, Sendable {
            public var name: Located<String>
            public var value: Located<String>
        }
        public var pairs: [Pair]
        /// `ENV NAME the rest of the line`, the form without `=`.
        public var isLegacyForm: Bool
    }

    /// `EXPOSE PORT[/PROTOCOL] …`.
    public struct Expose: Equatable, Sendable {
        public var ports: [Located<String>]
    }

    /// `HEALTHCHECK NONE` or `HEALTHCHECK [flags] CMD command`.
    public struct HealthCheck: Equatable, Sendable {
        /// Nil for NONE.
        public var command: CommandLine?
        public var interval: Located<Duration>?
        public var timeout: Located<Duration>?
        public var startPeriod: Located<Duration>?
        public var startInterval: Located<Duration>?
        public var retries: Located<Int>?
    }

    /// `ONBUILD INSTRUCTION`.
    public struct OnBuild: Equatable, Sendable {
        /// The instruction, read as it would be on its own.
        public var trigger: Statement
        /// The text for the image's config: the instruction's text, with its heredocs.
        public var expression: String
    }
}
