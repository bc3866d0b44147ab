internal import Glibc
public import ImageStore
internal import Processes
internal import SystemPackage

/// A build context that git fetches: one commit, without its history.
public final class GitContext {
    /// The context's folder.
    public let folder: String
    private let place: TemporaryFolder

    /// Fetches a repository.
    ///
    /// - Parameters:
    ///   - reference: a branch, a tag or a commit; nil for what the repository has checked out.
    ///   - inner: the folder in the repository that is the context.
    public init(url: String, reference: String?, inner: String, store: Store) throws(ExportError) {
        guard let git = ProgramPaths.find("git") else {
            throw .failed("git is missing, which fetches it. As root: apt-get install git")
        }
        do {
            place = try TemporaryFolder(in: store.path.string)
        } catch {
            throw .failed(error.words)
        }
        let repository = place.path + "/context"
        let steps = [
            ["init", "--quiet", repository],
            ["-C", repository, "fetch", "--quiet", "--depth", "1", url, reference ?? "HEAD"],
            ["-C", repository, "checkout", "--quiet", "FETCH_HEAD"],
            ["-C", repository, "submodule", "--quiet", "update", "--init", "--recursive", "--depth", "1"],
        ]
        do throws(ExportError) {
            for words in steps { try Self.run(git, words) }
            folder = repository + (inner.isEmpty ? "" : "/" + inner)
            guard access(folder, R_OK | X_OK) == 0 else { throw .failed("there is no folder \(inner) in it") }
        } catch {
            place.remove()
            throw error
        }
        // As with Docker, the context has no .git: its files differ from fetch to fetch.
        TemporaryFolder.remove(repository + "/.git")
    }

    deinit { place.remove() }

    /// Nobody is asked for a password: a build does not wait.
    private static func run(_ git: String, _ words: [String]) throws(ExportError) {
        var said: [String] = []
        let outcome: HostCommand.Outcome
        do throws(StepError) {
            outcome = try HostCommand.run(
                ["/usr/bin/env", "GIT_TERMINAL_PROMPT=0", git] + words, cancellation: Cancellation()
            ) { said.append($0) }
        } catch {
            throw .failed(error.words)
        }
        guard outcome != .ended(.exited(0)) else { return }
        // Its last lines are advice that does not fit here.
        let reason = said.first { $0.hasPrefix("fatal: ") || $0.hasPrefix("error: ") } ?? said.first ?? "git failed"
        throw .failed(reason.replacing("fatal: ", with: "").replacing("error: ", with: ""))
    }
}
