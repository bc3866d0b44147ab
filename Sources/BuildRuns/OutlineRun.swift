internal import Builder
internal import DockerfileSyntax
internal import Formats
internal import Printing

/// The work of `slipway build --call=targets` and `--call=outline`: lists the targets of a Dockerfile, or the
/// arguments and secrets of a build. Nothing is built.
struct OutlineRun {
    private let request: BuildRequest

    init(_ request: BuildRequest) { self.request = request }

    /// Which list is asked for.
    enum Call: String {
        case targets, outline
    }

    /// - Returns: whether the list was printed. Where the Dockerfile cannot be read, the reason is printed instead.
    func run(_ call: Call) -> Bool {
        guard let outline = DockerfileCheck.outline(request) else { return CheckRun(request).run() }
        if call == .targets {
            show("TARGET\tDESCRIPTION", outline.targets.map { "\(Self.name($0))\t\($0.description)" })
            return true
        }
        guard let details = outline.details(of: request.target) else {
            Complaint.print("target stage \"\(request.target ?? "")\" could not be found")
            return false
        }
        let description = details.target.description
        show(
            "TARGET:\t\(details.target.name.isEmpty ? "(default)" : details.target.name)",
            description.isEmpty ? [] : ["DESCRIPTION:\t\(description)"], endsWithBlank: true)
        part("BUILD ARG\tVALUE\tDESCRIPTION", details.arguments.map { "\($0.name)\t\($0.value)\t\($0.description)" })
        part("SECRET\tREQUIRED", details.secrets.map { "\($0.name)\t\($0.isRequired ? "true" : "")" })
        part("SSH\tREQUIRED", details.agents.map { "\($0.name)\t\($0.isRequired ? "true" : "")" })
        return true
    }

    private static func name(_ target: DockerfileOutline.Target) -> String {
        guard target.isDefault else { return target.name }
        return target.name.isEmpty ? "(default)" : target.name + " (default)"
    }

    private func part(_ header: String, _ rows: [String]) {
        if !rows.isEmpty { show(header, rows, endsWithBlank: true) }
    }

    /// Prints a table aligned as docker does it. Control characters from the Dockerfile are spelled out.
    private func show(_ header: String, _ rows: [String], endsWithBlank: Bool = false) {
        let lines = ([header] + rows).map { row in
            row.split(separator: "\t", omittingEmptySubsequences: false).map { PrintableText(line: String($0)).text }
                .joined(separator: "\t") + "\n"
        }
        StandardStream.output.write(
            PrintableText(lines: Columns.aligned(lines.joined())) + (endsWithBlank ? "\n" : ""))
    }
}
