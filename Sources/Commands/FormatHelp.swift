public import ArgumentParser
internal import Printing

/// What `--help` says of `--format`.
public enum FormatHelp {
    /// With the names of the fields.
    public static func text(_ columns: KeyValuePairs<String, String>) -> ArgumentHelp {
        let fields = columns.map { "{{.\($0.key)}}" }.joined(separator: ", ")
        return ArgumentHelp("table, json, table TEMPLATE, or a template of Go with \(fields).")
    }
}

/// Options that do nothing beside others, as with docker.
public enum Ignored {
    /// Says that `--format` is one of them.
    public static func formatBesideQuiet() {
        Complaint.caution("Ignoring custom format, because both --format and --quiet are set.")
    }
}
