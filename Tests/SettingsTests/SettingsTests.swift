import Faults
import Scratch
import Settings
import Testing

@Suite struct SettingsTextTests {
    private func fault(_ text: String) -> String? {
        do throws(TextFault) {
            _ = try SettingsText(text, path: "config.yaml").chosen()
            return nil
        } catch { return error.description }
    }

    @Test func whatTheFileChooses() throws {
        let text = SettingsText("# my own\ntheme: \"light\"\n", path: "c")
        #expect(try text.chosen() == [ChosenSetting(.theme, "light", .file(line: 2))])
        #expect(try SettingsText("", path: "c").chosen().isEmpty)
        #expect(try SettingsText("# nothing yet\n", path: "c").chosen().isEmpty)
    }

    @Test(arguments: [
        (
            "theme: ligth\n",
            "config.yaml:1:8: theme cannot be `ligth`; did you mean light? It can be auto, dark, light, contrast or none"
        ),
        ("\nthem: dark\n", "config.yaml:2:1: `them` is not a setting; did you mean theme? There are theme and engine"),
        ("- theme\n", "config.yaml:1:1: the settings must be lines like theme: light"),
        ("theme\n", "config.yaml:1:1: the settings must be lines like theme: light"),
        ("{theme: dark,\n x: 1, y: 2}\n", "config.yaml:1:1: each setting needs a line of its own"),
        (
            "theme: [\n",
            "config.yaml:2:1: the settings cannot be read as YAML: a `[` or `{` is never closed; write lines like theme: light"
        ),
        (
            "theme: light\n\tlessons: x\n",
            "config.yaml:2:1: the settings cannot be read as YAML: the line begins with a tab, and YAML is indented with blanks alone; write lines like theme: light"
        ),
        ("theme: [dark]\n", "config.yaml:1:8: theme cannot be ``. It can be auto, dark, light, contrast or none"),
    ])
    func whatCannotBeUsedHasItsPlace(_ text: String, _ words: String) { #expect(fault(text) == words) }

    @Test func aChangeKeepsTheOtherLines() throws {
        var text = SettingsText("# mine\ntheme: dark # at home\n# and here\n", path: "c")
        try text.set(.theme, to: "light")
        #expect(text.text == "# mine\ntheme: light\n# and here\n")
        try text.set(.theme, to: nil)
        #expect(text.text == "# mine\n# and here\n")
        try text.set(.theme, to: "none")
        #expect(text.text == "# mine\n# and here\ntheme: none\n")
        var broken = SettingsText("theme: [\n", path: "c")
        #expect(throws: TextFault.self) { try broken.set(.theme, to: "dark") }
        #expect(broken.text == "theme: [\n")
    }
}

@Suite struct SettingsFileTests {
    private let scratch: ScratchFolder

    init() throws { scratch = try ScratchFolder() }

    @Test func aVariableGoesBeforeTheFileAndTheFileBeforeTheStandard() throws {
        try scratch.put("theme: light\n", at: "slipway/config.yaml")
        let home = ["XDG_CONFIG_HOME": scratch.path]
        #expect(
            try SettingsFile(variables: home).all() == [
                ChosenSetting(.theme, "light", .file(line: 1)), ChosenSetting(.engine, "own", .standard),
            ])
        let with = home.merging(["SLIPWAY_THEME": "dark"]) { $1 }
        #expect(try SettingsFile(variables: with).value(of: .theme) == ChosenSetting(.theme, "dark", .variable))
        let wrong = home.merging(["SLIPWAY_THEME": "pink"]) { $1 }
        #expect(throws: TextFault.self) { try SettingsFile(variables: wrong).all() }
    }

    @Test func whatIsSetIsThereNextTime() throws {
        let file = SettingsFile(variables: ["HOME": scratch.path])
        try file.set(.theme, to: "contrast")
        #expect(try file.value(of: .theme).value == "contrast")
        #expect(try file.value(of: .theme).origin == .file(line: 1))
        try file.set(.theme, to: nil)
        #expect(try file.value(of: .theme).origin == .standard)
        #expect(throws: TextFault.self) { try file.set(.theme, to: "pink") }
    }

    @Test func theFileIsAskedAlone() throws {
        let home = ["XDG_CONFIG_HOME": scratch.path, "SLIPWAY_ENGINE": "own", "SLIPWAY_THEME": "pink"]
        #expect(SettingsFile(variables: home).written(.engine) == nil)
        try scratch.put("engine: docker\n", at: "slipway/config.yaml")
        #expect(SettingsFile(variables: home).written(.engine) == "docker")
        #expect(SettingsFile(variables: home).written(.theme) == nil)
        try scratch.put("engine: dokcer\n", at: "slipway/config.yaml")
        #expect(SettingsFile(variables: home).written(.engine) == nil)
    }

    @Test func aVariableThatGoesBeforeTheFileIsTold() {
        let file = SettingsFile(variables: ["SLIPWAY_THEME": "dark"])
        #expect(file.warning(about: .theme, setTo: "light")?.hasPrefix("SLIPWAY_THEME is set to dark") == true)
        #expect(file.warning(about: .theme, setTo: "dark") == nil)
        #expect(file.warning(about: .engine, setTo: "own") == nil)
    }

    @Test func aListSaysWhereAValueComesFrom() {
        let file = SettingsFile(variables: ["SLIPWAY_CONFIG": "/etc/mine.yaml"])
        let first = [ChosenSetting.Origin.standard, .file(line: 3), .variable].map {
            file.lines(about: ChosenSetting(.theme, "dark", $0))[0]
        }
        #expect(
            first == [
                "theme: dark  (nothing else is chosen)", "theme: dark  (/etc/mine.yaml:3)",
                "theme: dark  (SLIPWAY_THEME)",
            ])
    }

    @Test func withoutAHomeNothingCanBeKept() throws {
        let file = SettingsFile(variables: [:])
        #expect(file.path == nil)
        #expect(try file.value(of: .theme).value == "auto")
        #expect(throws: TextFault.self) { try file.set(.theme, to: "light") }
    }
}
