public import Faults
internal import Files

/// The user's settings file, and the variables that go before it.
public struct SettingsFile: Sendable {
    /// Absolute path; nil where no variable says where the user's files are.
    public let path: String?
    private let variables: [String: String]

    /// `$SLIPWAY_CONFIG`, else `$XDG_CONFIG_HOME/slipway/config.yaml`, else `~/.config/slipway/config.yaml`. Relative
    /// values of `XDG_CONFIG_HOME` are ignored, as its specification asks.
    ///
    /// - Parameter variables: the environment's, by name.
    public init(variables: [String: String]) {
        self.variables = variables
        path = Self.place(variables)
    }

    private static func place(_ variables: [String: String]) -> String? {
        if let own = variables["SLIPWAY_CONFIG"], !own.isEmpty { return own }
        if let folder = variables["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return folder + "/slipway/config.yaml" }
        guard let home = variables["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.config/slipway/config.yaml"
    }

    /// Each setting, with what it is and which place says so.
    ///
    /// - Throws: the first value that cannot be used.
    public func all() throws(TextFault) -> [ChosenSetting] {
        let inFile = try text().chosen()
        var all: [ChosenSetting] = []
        for setting in Setting.allCases {
            if let value = variables[setting.variable], !value.isEmpty {
                guard setting.values.contains(value) else {
                    throw TextFault(file: setting.variable, message: setting.refusal(of: value))
                }
                all.append(ChosenSetting(setting, value, .variable))
            } else {
                all.append(
                    inFile.first { $0.setting == setting } ?? ChosenSetting(setting, setting.standard, .standard))
            }
        }
        return all
    }

    /// What one setting is.
    public func value(of setting: Setting) throws(TextFault) -> ChosenSetting {
        try all().first { $0.setting == setting } ?? ChosenSetting(setting, setting.standard, .standard)
    }

    /// What the file says of a setting, whatever variables say; nil where it says nothing, or nothing that can be used.
    public func written(_ setting: Setting) -> String? {
        (try? text().chosen())?.first { $0.setting == setting }?.value
    }

    /// Why a value that was just set does not hold: a variable says something else, and goes before the file. Nil where
    /// it holds.
    public func warning(about setting: Setting, setTo value: String) -> String? {
        guard let other = variables[setting.variable], !other.isEmpty, other != value else { return nil }
        return "\(setting.variable) is set to \(other), which goes before the file."
    }

    /// A setting as a list shows it: its value and where that comes from, what it is for, and what it can be.
    public func lines(about chosen: ChosenSetting) -> [String] {
        let setting = chosen.setting
        let origin =
            switch chosen.origin {
            case .standard: "nothing else is chosen"
            case .file(let line): "\(path ?? ""):\(line)"
            case .variable: setting.variable
            }
        return [
            "\(setting.rawValue): \(chosen.value)  (\(origin))", "    \(setting.summary)",
            "    It can be \(setting.values.joined(separator: ", ")).",
        ]
    }

    /// Sets a setting in the file, or takes it out; the file and its folder are made where they are not there.
    ///
    /// - Throws: for a file that cannot be read or written.
    public func set(_ setting: Setting, to value: String?) throws(TextFault) {
        guard let path else { throw Self.noPlace }
        if let value, !setting.values.contains(value) {
            throw TextFault(file: setting.rawValue, message: setting.refusal(of: value))
        }
        var text = try text()
        try text.set(setting, to: value)
        do throws(FileError) { try WholeFile.replace(path, with: Array(text.text.utf8)) } catch { throw fault(error) }
    }

    private func text() throws(TextFault) -> SettingsText {
        guard let path else { return SettingsText("", path: "") }
        do throws(FileError) {
            let bytes = try WholeFile.readIfPresent(path, limit: 1 << 16) ?? []
            return SettingsText(String(decoding: bytes, as: UTF8.self), path: path)
        } catch { throw fault(error) }
    }

    private func fault(_ error: FileError) -> TextFault {
        TextFault(file: error.path, message: error.reason)
    }

    private static let noPlace = TextFault(
        file: "settings",
        message: "no variable says where the settings are: set HOME, or SLIPWAY_CONFIG to the path of a file")
}
