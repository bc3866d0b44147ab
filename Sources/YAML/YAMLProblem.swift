/// What libyaml refuses, told to somebody who writes YAML by hand: what is wrong in which line, and what to write.
struct YAMLProblem {
    /// A place in the text, from 1.
    struct Place {
        var line: Int
        /// In characters.
        var column: Int
    }

    /// libyaml's words.
    let problem: String
    let place: Place
    /// Where what was being read begins; nil where libyaml does not say it.
    let context: Place?
    let lines: YAMLSource

    var fault: YAMLFault {
        let told = tab ?? quotes ?? missing ?? indentation ?? sign
        let (words, place) = told ?? (problem, place)
        return YAMLFault(.syntax(words), line: place.line, column: place.column)
    }

    private typealias Told = (words: String, place: Place)

    // MARK: Tabs

    private var tab: Told? {
        let column = lines.indentation(place.line).firstIndex(of: "\t") ?? place.column - 1
        guard lines.scalar(place.line, column + 1) == "\t" else { return nil }
        let tab = Place(line: place.line, column: column + 1)
        return column < lines.indentation(place.line).count
            ? ("the line begins with a tab, and YAML is indented with blanks alone", tab)
            : ("a tab stands here, where YAML has a blank", tab)
    }

    // MARK: Quotes and brackets

    private var quotes: Told? {
        let start = context ?? place
        if problem.contains("unexpected end of stream") { return ("the quote that opens here is never closed", start) }
        if problem.contains("expected ',' or ']'") {
            return ("the `[` here has no `]`, or a comma is missing in it", start)
        }
        if problem.contains("expected ',' or '}'") {
            return ("the `{` here has no `}`, or a comma is missing in it", start)
        }
        if problem.contains("unknown escape character") {
            return ("there is no such escape; write `\\\\` for a backslash, or put the text in single quotes", place)
        }
        guard problem.contains("did not find expected key"), lines.endsQuote(place.line, before: place.column) else {
            return nil
        }
        return (
            "text stands behind the closing quote; a text with a quote in it goes between quotes of the other kind",
            place
        )
    }

    // MARK: A sign that is missing

    private var missing: Told? {
        if problem.contains("could not find expected ':'"), let context { return missingSign(in: context.line) }
        guard problem.contains("mapping values are not allowed") else { return nil }
        let key = lines.firstColon(place.line)
        // The second `: ` of a line, or the first one of several words, which are no key.
        guard let key, key == place.column, !lines.hasBlank(place.line, before: key) else {
            return ("a text with a colon and a blank in it goes between quotes", place)
        }
        guard let above = lines.above(place.line) else { return nil }
        if lines.firstColon(above) == nil { return missingSign(in: above) }
        return nil
    }

    private func missingSign(in line: Int) -> Told {
        let start = lines.indentation(line).count + 1
        if lines.scalar(line, start) == "-", lines.scalar(line, start + 1) != " " {
            return ("a blank is missing behind the `-`", Place(line: line, column: start + 1))
        }
        if let colon = lines.gluedColon(line) {
            return ("a blank is missing behind the `:`", Place(line: line, column: colon + 1))
        }
        return ("a `:` is missing at the end of this line", Place(line: line, column: lines.length(line) + 1))
    }

    // MARK: Indentation

    private var indentation: Told? {
        let start = Place(line: place.line, column: lines.indentation(place.line).count + 1)
        if problem.contains("<document start>"), let first = lines.first,
            case let column = lines.indentation(first).count + 1, column > start.column
        {
            return ("the line stands further left than the first one, line \(first): begin both in column 1", start)
        }
        if problem.contains("mapping values are not allowed"), let above = lines.above(place.line) {
            let column = lines.contentColumn(above)
            return (
                "the line stands too far right, since line \(above) has a value already: begin it in column \(column)",
                start
            )
        }
        let isEntry = problem.contains("expected '-' indicator")
        guard isEntry || problem.contains("did not find expected key"), place.column == start.column else { return nil }
        guard context?.column == start.column else { return (fit(start), start) }
        if isEntry { return ("the line stands among the entries of a list and has no `- `", start) }
        guard lines.scalar(start.line, start.column) == "-" else { return nil }
        return ("an entry of a list stands among keys: it goes below a key that ends with `:`", start)
    }

    /// Which columns the lines above offer.
    private func fit(_ start: Place) -> String {
        let levels = lines.levels(above: start.line)
        let right = levels.filter { $0.column > start.column }.min { $0.column < $1.column }
        let left = levels.filter { $0.column < start.column }.max { $0.column < $1.column }
        let choices = [right, left].compactMap { $0 }.map { "column \($0.column), like line \($0.line)" }
        guard !choices.isEmpty else { return "the line stands in a column that fits none above it" }
        return "the line stands between two columns: begin it in \(choices.joined(separator: ", or in "))"
    }

    // MARK: Signs that mean something

    private var sign: Told? {
        let start = context ?? place
        let begins = problem.contains("cannot start any token") || problem.contains("expected alphabetic or numeric")
        if begins, let scalar = lines.scalar(start.line, start.column) {
            return ("a text that begins with \(scalar) goes between quotes", start)
        }
        if problem.contains("node content"), lines.isBehindAll(place.line) {
            return ("a `[` or `{` is never closed", place)
        }
        if problem.contains("node content") { return ("a value is missing here, or it goes between quotes", place) }
        return nil
    }
}
