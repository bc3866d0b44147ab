/// What a user can choose once for all labs.
public enum Setting: String, CaseIterable, Sendable {
    /// The colours of the lab.
    case theme
    /// Who builds images and runs containers.
    case engine

    /// What it can be, the standard first.
    public var values: [String] {
        switch self {
        case .theme: ["auto", "dark", "light", "contrast", "none"]
        case .engine: ["own", "docker"]
        }
    }

    /// What it is where nothing says otherwise.
    public var standard: String { values.first ?? "" }

    /// One line for a list.
    public var summary: String {
        switch self {
        case .theme: "The colours of the lab; auto asks the terminal for its background."
        case .engine: "Who builds images and runs containers: Slipway itself, or the Docker of this machine."
        }
    }

    /// The environment's variable that goes before the file.
    public var variable: String { "SLIPWAY_" + rawValue.uppercased() }
}

/// What a setting is, and which place says so.
public struct ChosenSetting: Equatable, Sendable {
    /// The place that decided.
    public enum Origin: Equatable, Sendable {
        case standard
        case file(line: Int)
        case variable
    }

    public let setting: Setting
    public let value: String
    public let origin: Origin

    public init(_ setting: Setting, _ value: String, _ origin: Origin) {
        self.setting = setting
        self.value = value
        self.origin = origin
    }
}
