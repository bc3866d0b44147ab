import ArgumentParser
import Commands
import ImageFormat
import Printing
import Settings
import Surroundings

/// `slipway config`: what a user chooses once for all labs.
struct ConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show and change settings, such as the colours of the lab.",
        discussion: """
            The settings are lines of a file, ~/.config/slipway/config.yaml unless SLIPWAY_CONFIG names another. A \
            variable of the environment, such as SLIPWAY_THEME, goes before the file.
            """,
        subcommands: [List.self, Get.self, Set.self, Unset.self, Path.self], defaultSubcommand: List.self)

    /// The setting that a command is about.
    struct Named: ParsableArguments {
        @Argument(help: "The setting's name.")
        var name: String

        func setting() throws -> Setting {
            if let setting = Setting(rawValue: name) { return setting }
            throw CommandFailure("\(Setting.refusal(of: name)).")
        }
    }

    /// `slipway config`: all settings.
    struct List: SurroundedCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "Show each setting, where its value comes from and what it can be.")

        @Option(help: "text or json.")
        var format = Format.text

        enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

        func run(in surroundings: Surroundings) throws {
            let file = SettingsFile(variables: surroundings.variables)
            let chosen = try file.all()
            switch format {
            case .text: for line in chosen.flatMap(file.lines) { print("\(line)") }
            case .json:
                let json = JSON.object(chosen.map { JSON.Member($0.setting.rawValue, .string($0.value)) })
                StandardStream.output.write(
                    PrintableText.escaped(json: json.encoded()) + [UInt8(ascii: "\n")], as: .jsonLines)
            }
        }
    }

    /// `slipway config get NAME`.
    struct Get: SurroundedCommand {
        static let configuration = CommandConfiguration(commandName: "get", abstract: "Print the value of a setting.")

        @OptionGroup var named: Named

        func run(in surroundings: Surroundings) throws {
            let chosen = try SettingsFile(variables: surroundings.variables).value(of: named.setting())
            print("\(chosen.value)")
        }
    }

    /// `slipway config set NAME VALUE`.
    struct Set: SurroundedCommand {
        static let configuration = CommandConfiguration(commandName: "set", abstract: "Choose a setting's value.")

        @OptionGroup var named: Named

        @Argument(help: "Its value.")
        var value: String

        func run(in surroundings: Surroundings) throws {
            let setting = try named.setting()
            let file = SettingsFile(variables: surroundings.variables)
            try file.set(setting, to: value)
            file.warning(about: setting, setTo: value).map { Complaint.warn("\($0)") }
        }
    }

    /// `slipway config unset NAME`.
    struct Unset: SurroundedCommand {
        static let configuration = CommandConfiguration(
            commandName: "unset", abstract: "Take a setting out of the file, so that the standard holds.")

        @OptionGroup var named: Named

        func run(in surroundings: Surroundings) throws {
            try SettingsFile(variables: surroundings.variables).set(named.setting(), to: nil)
        }
    }

    /// `slipway config path`.
    struct Path: SurroundedCommand {
        static let configuration = CommandConfiguration(
            commandName: "path", abstract: "Print where the file of the settings is.")

        func run(in surroundings: Surroundings) throws {
            guard let path = SettingsFile(variables: surroundings.variables).path else {
                throw CommandFailure("no variable says where the settings are: set HOME or SLIPWAY_CONFIG.")
            }
            print("\(path)")
        }
    }
}
