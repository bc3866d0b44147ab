/// A template of Go's `text/template`, as docker's `--format` takes it: everything but `define`, `template`, `block` and
/// the functions `call` and `js`.
///
///     let template = try Template("{{range .Mounts}}{{.Source}} {{end}}")
///     let text = try template.text(of: value)
public struct Template: Sendable {
    let nodes: [TemplateNode]

    /// - Throws: `syntax`.
    public init(_ source: String) throws(TemplateError) { nodes = try TemplateParser.nodes(of: source) }

    /// The template filled in.
    ///
    /// - Throws: `evaluation`.
    public func text(of value: TemplateValue) throws(TemplateError) -> String {
        try TemplateRun(.values, dot: value).text(of: nodes)
    }

    /// The template filled in with the names of columns: of functions that shape a value there is nothing to see.
    func header(of names: TemplateValue) throws(TemplateError) -> String {
        try TemplateRun(.names, dot: names).text(of: nodes)
    }
}
