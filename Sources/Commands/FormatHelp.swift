public import ArgumentParser
internal import Printing

/// The text of `--help` for `--format`.
public enum FormatHelp {
    /// The text with the names of the given fields.
    public static func text(_ columns: KeyValuePairs<String, String>) -> ArgumentHelp {
        let fields = columns.map { "{{.\($0.key)}}" }.joined(separator: ", ")
        return ArgumentHelp("table, json, table TEMPLATE, or a template of Go with \(fields).")
    }
}

/// Warns of options that other options make useless, as docker does.
public enum Ignored {
    /// Warns that `--format` has no effect beside `--quiet`.
    public static func formatBesideQuiet() {
        Complaint.caution("Ignoring custom format, because both --format and --quiet are set.")
    }
}
