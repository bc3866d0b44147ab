/// What a user can choose once for all labs.
public enum Setting: String, CaseIterable, Sendable {
    /// The colours of the lab.
    case theme
    /// Who builds images and runs containers.
    case engine

    /// The values that it can have, the standard first.
    public var values: [String] {
        switch self {
        case .theme: ["auto", "dark", "light", "contrast", "none"]
        case .engine: ["own", "docker"]
        }
    }

    /// Its value if nothing else was chosen.
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

/// A setting's value, and the place that it comes from.
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
