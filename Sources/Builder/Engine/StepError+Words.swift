internal import BuildPlan
internal import ContainerRuntime
internal import DockerfileSyntax
internal import Files
internal import Glibc
internal import ImageStore
internal import SystemPackage

extension StepError {
    /// The learner's message about a failed step.
    ///
    /// - Parameter hint: what was most likely meant; it comes ahead of the other advice.
    func failure(of step: PlannedStep, at location: String, hint: String? = nil) -> StepFailure {
        switch self {
        case .command(let status, let output):
            StepFailure(
                message: Self.ending(of: step, status),
                advice: Self.joined(hint, CommandAdvice.advice(of: step.text, status: status, output: output)),
                location: location, exitStatus: status)
        default:
            StepFailure(message: message, advice: Self.joined(hint, advice), location: location)
        }
    }

    private static func joined(_ hint: String?, _ advice: String?) -> String? {
        [hint, advice].compactMap(\.self).joined(separator: " ").nonEmpty
    }

    private static func ending(of step: PlannedStep, _ status: Int32) -> String {
        status > 128
            ? "The command of \(step.text) was ended by signal \(status - 128)."
            : "The command of \(step.text) ended with exit status \(status)."
    }

    /// The failure, in one sentence, without the instruction that it happened to.
    var words: String { message }

    private var message: String {
        switch self {
        case .instruction(let error): error.message
        case .tree(let error): error.message
        case .write(let error): error.message
        case .store(let error): Sentence.of("\(error)")
        case .command(let status, _): "The command ended with exit status \(status)."
        case .runtime(let error): error.message
        case .host(let message): message
        case .base(let error): error.message
        case .cancelled: "The build was cancelled."
        case .refused(let message, _): message
        }
    }

    private var advice: String? {
        switch self {
        case .tree(let error): error.advice
        case .base(let error): error.advice
        case .refused(_, let advice): advice
        case .runtime(let error): error.advice
        case .instruction, .write, .store, .command, .host, .cancelled: nil
        }
    }
}

extension TreeError {
    var message: String {
        switch self {
        case .system(let path, let code): "`\(path)` cannot be read: \(ErrnoWords.reason(code))."
        case .special(let path, let what):
            "`\(path)` is \(what); an image can only take files, folders, links and named pipes."
        case .changed(let path): "`\(path)` changed while it was read."
        case .missing(let path, _): "`\(path)` is not there: COPY and ADD look in the build context."
        case .ignored(let path, nil): "`\(path)` is left out of the build context by .dockerignore."
        case .ignored(let path, let line?):
            "`\(path)` is left out of the build context by line \(line.number) of .dockerignore: `\(line.text)`."
        case .tooLarge(let path, let limit):
            "`\(path.isEmpty ? "." : path)` is too large to copy: the paths of the files in it have more than \(limit) bytes."
        }
    }

    var advice: String? {
        switch self {
        case .system: nil
        case .special(let path, _): "Remove it, or leave it out with a line `\(path)` in .dockerignore."
        case .changed: "Build again when nothing writes to the folder."
        case .missing(_, let hint?): hint.sentence
        case .missing(_, nil):
            "Check the spelling, capitals included, and that the build's last argument is the folder it lies in."
        case .ignored: "Take its pattern out of .dockerignore, or copy something else."
        case .tooLarge: "Copy parts of it, or put it into an archive and ADD that."
        }
    }
}

extension WriteError {
    var message: String {
        switch self {
        case .system(let path, let code): "`\(path)` cannot be made in the image: \(ErrnoWords.reason(code))."
        case .inTheWay(let path, let what): "`\(path)` cannot be copied: a \(what) stands in its place in the image."
        case .changed(let path): "`\(path)` changed while it was copied. Build again when nothing writes to it."
        case .unreadable(let path, let code): "`\(path)` cannot be read: \(ErrnoWords.reason(code))."
        case .file(let error): "`\(error.path)` cannot be written: \(error.reason)."
        case .archive(let path, let error): "`\(path)` cannot be unpacked: \(error)."
        }
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}

/// Whole sentences out of clauses.
enum Sentence {
    /// Text without a full stop as a sentence.
    static func of(_ text: String) -> String {
        text.prefix(1).uppercased() + text.dropFirst() + (text.hasSuffix(".") ? "" : ".")
    }
}

/// Advice about a command that failed, as far as its output tells.
public enum CommandAdvice {
    /// Nil where nothing in the output and the exit status tells what to do.
    ///
    /// - Parameter text: the instruction; empty where it is not known.
    public static func advice(of text: String, status: Int32, output: String) -> String? {
        if text.hasPrefix("RUN ["), status != 0, output.contains("[") {
            return
                "The line begins like an array and is not JSON, so that the shell gets it: each word needs double quotes, as in RUN [\"echo\", \"hello\"]."
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
                    ? "There is no file at that path in the image: see where COPY has put it. A `cd` in a RUN ends with that RUN; WORKDIR is what lasts."
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
