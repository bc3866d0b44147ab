/// A piece of a template's text.
struct TemplateToken: Equatable {
    enum Kind: Equatable {
        /// What stands outside of `{{ }}`.
        case text(String)
        case open, close
        /// `.`
        case dot
        /// `.Name`
        case field(String)
        /// `$` or `$name`, with the dollar.
        case variable(String)
        /// A function or a keyword.
        case word(String)
        case string(String)
        case integer(Int64)
        case number(Double)
        /// `:=`, `=`, `,`, `|`, `(` and `)`.
        case sign(String)
        case end
    }

    var kind: Kind
    /// In bytes from the beginning.
    var start: Int
    var end: Int
    /// Whether white space stands in front of it: `$x.Name` is one operand, `$x .Name` are two.
    var followsSpace = false
}
