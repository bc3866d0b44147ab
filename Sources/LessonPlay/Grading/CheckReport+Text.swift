internal import ImageFormat
public import Printing

extension CheckReport {
    /// A form in which a report is read.
    public enum Format: String, CaseIterable, Sendable {
        case text, json, tap, junit, classroom50
    }

    /// The report in that form.
    ///
    /// - Parameters:
    ///   - commands: those of the only lesson; nil for several.
    ///   - variables: the environment, which tells classroom50 whose work it is.
    public func text(
        _ format: Format, _ commands: OutsideCommands?, _ variables: [String: String]
    ) -> PrintableText {
        switch format {
        case .text:
            let lines = plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            return PrintableText(lines: lines.map { commands?.line($0) ?? $0 }.joined(separator: "\n"))
        case .json: return PrintableText(json: String(decoding: json.encoded(), as: UTF8.self) + "\n")
        case .tap: return PrintableText(lines: tap)
        case .junit: return PrintableText(lines: junit)
        case .classroom50:
            return PrintableText(json: String(decoding: classroom50(variables).encoded(), as: UTF8.self) + "\n")
        }
    }
}
