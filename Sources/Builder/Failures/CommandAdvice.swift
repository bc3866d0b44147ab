internal import DockerfileSyntax

/// Advice about a command that failed, as far as its output tells.
public enum CommandAdvice {
    /// Nil where nothing in the output and the exit status tells what to do.
    ///
    /// - Parameter text: the instruction; empty where it is not known.
    public static func advice(of text: String, status: Int32, output: String) -> String? {
        if status != 0, output.contains("["), let list = Dockerfile.parse(text).statements.first?.brokenArray {
            return advice(of: list)
        }
        if status == 127, let advice = missing(in: output) { return advice }
        for (sign, advice) in signs where output.contains(sign) { return advice(text) }
        switch status {
        case 126: return "The command is there, but it cannot be executed: check its mode and its first line."
        case 127: return "The command was not found: check its spelling, and that the image has it."
        case 137: return "It was killed, often because memory ran out."
        default: return nil
        }
    }

    /// Why a list was not taken as one, and what to write.
    static func advice(of list: WrittenArray) -> String {
        Sentence.of("\(list.keyword.rawValue) is not JSON: \(list.array.cause)")
            + (list.mended.map { " Write \($0)." } ?? "")
    }

    private static let signs: [(sign: String, advice: @Sendable (String) -> String)] = [
        (
            "No matching distribution found",
            { text in
                "Check the package's name and version\(text.contains(" -r") ? " in requirements.txt" : ""). If they are right, pip has no network: see `slipway prepare`."
            }
        ),
        (
            "Temporary failure in name resolution",
            { _ in "There is no network. `slipway prepare`, run once with a network, keeps what the lesson needs." }
        ),
        (
            "Could not open requirements file",
            { text in
                text.contains("-r /")
                    ? "There is no file at that path in the image. Check where COPY has put it. A `cd` holds only for its own RUN; to change the folder for later instructions, use WORKDIR."
                    : "pip looks for the file in the folder of this step (WORKDIR) and finds none there: see that a COPY above brings it, under the same WORKDIR."
            }
        ),
    ]

    /// Programs that another system has, or that no image needs.
    private static func missing(in output: String) -> String? {
        let names = ["apt-get", "apt", "yum", "dnf", "apk", "sudo", "bash", "curl", "wget", "git"]
        let line = output.split(separator: "\n").last { $0.contains("not found") } ?? ""
        let words = line.split { ": '`".contains($0) }
        switch names.first(where: { words.contains($0[...]) }) {
        case "sudo"?: return "RUN is root already, unless USER says otherwise: leave sudo out."
        case "apt-get"?, "apt"?, "yum"?, "dnf"?:
            return "That is another system's. The images whose tag has alpine install with: RUN apk add --no-cache NAME"
        case "apk"?:
            return "apk is Alpine's; Debian's images install with: RUN apt-get update && apt-get install -y NAME"
        case "bash"?: return "The image has no bash: use sh, or install bash in a RUN above."
        case let name?: return "The image has no \(name): install it in a RUN above."
        case nil: return nil
        }
    }
}
