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
        case .instruction, .tree, .write, .store, .runtime, .host, .base, .cancelled, .refused:
            StepFailure(message: message, advice: Self.joined(hint, advice), location: location)
        }
    }

    /// Asks "did you mean" once: the hint knows the Dockerfile and the store, and is closer.
    static func joined(_ hint: String?, _ advice: String?) -> String? {
        var advice = advice
        if let hint, hint.contains("id you mean"), let own = advice, own.hasPrefix("Did you mean") {
            advice = own.firstRange(of: "? ").map { String(own[$0.upperBound...]) }
        }
        return [hint, advice].compactMap(\.self).joined(separator: " ").nonEmpty
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
            "Check the spelling, capitals included, that the file is saved (in the lab: F3, then Ctrl-S), and that the build's last argument is the folder it lies in."
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
