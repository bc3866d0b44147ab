import ArgumentParser

/// What `--help` says of `--format`.
enum FormatHelp {
    static func text(_ columns: KeyValuePairs<String, String>) -> ArgumentHelp {
        let fields = columns.map { "{{.\($0.key)}}" }.joined(separator: ", ")
        return ArgumentHelp("table, json, table TEMPLATE, or a template of Go with \(fields).")
    }
}
