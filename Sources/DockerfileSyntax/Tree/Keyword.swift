/// The instructions of the language.
public enum Keyword: String, CaseIterable, Hashable, Sendable {
    case add = "ADD"
    case arg = "ARG"
    case cmd = "CMD"
    case copy = "COPY"
    case entrypoint = "ENTRYPOINT"
    case env = "ENV"
    case expose = "EXPOSE"
    case from = "FROM"
    case healthCheck = "HEALTHCHECK"
    case label = "LABEL"
    case maintainer = "MAINTAINER"
    case onBuild = "ONBUILD"
    case run = "RUN"
    case shell = "SHELL"
    case stopSignal = "STOPSIGNAL"
    case user = "USER"
    case volume = "VOLUME"
    case workdir = "WORKDIR"

    /// The instruction of that name, in any case: `copy`, `Copy`, `COPY`.
    public init?(anyCase text: some StringProtocol) {
        guard let keyword = Self.byName[text.uppercased()] else { return nil }
        self = keyword
    }

    private static let byName = Dictionary(uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })

    /// RUN, COPY and ADD, on their own or behind ONBUILD.
    public var takesHeredocs: Bool { self == .run || self == .copy || self == .add }
}
