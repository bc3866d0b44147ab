public import Formats
public import ImageFormat
public import Printing

/// The only context that docker's commands about contexts can show: this machine.
public enum OneContext {
    /// Its name, and the only one that commands take.
    public static let name = "default"

    /// The names of the columns of `context ls`.
    public static let columns: KeyValuePairs = [
        "Name": "NAME", "Description": "DESCRIPTION", "DockerEndpoint": "DOCKER ENDPOINT", "Error": "ERROR",
        "Current": "CURRENT",
    ]

    /// Docker marks the context in use in its table, and keeps the name as it is for templates.
    private static let table =
        "{{.Name}}{{if eq .Current \"true\"}} *{{end}}\t{{.Description}}\t{{.DockerEndpoint}}\t{{.Error}}"

    /// What `context ls` prints, with the end of its last line.
    ///
    /// - Parameters:
    ///   - format: what `--format` says; nil for docker's table.
    ///   - isQuiet: whether names alone are asked for, whatever the format.
    public static func list(format: String?, isQuiet: Bool) throws(TemplateError) -> PrintableText {
        let item = TemplateValue.item([
            "Name": name, "Description": "This machine, without a daemon", "DockerEndpoint": "", "Error": "",
            "Current": "true",
        ])
        return try ListFormat(isQuiet ? "{{.Name}}" : format, table: table).text([item], columns: columns)
    }

    /// What `context inspect` shows of it: docker's fields.
    public static var json: JSON {
        let docker = JSON.object(["Host": .string(""), "SkipTLSVerify": .bool(false)])
        return .object([
            "Name": .string(name), "Metadata": .object([JSON.Member]()),
            "Endpoints": .object(["docker": docker]), "TLSMaterial": .object([JSON.Member]()),
        ])
    }

    /// Why a name is refused; nil for the one that there is.
    public static func refusal(of name: String) -> String? {
        name == Self.name
            ? nil : "context \"\(name)\": context not found: there is one, `default`, this machine"
    }
}
