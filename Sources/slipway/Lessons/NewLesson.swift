import ArgumentParser
import Files
import Glibc
import LessonPlay
import Printing
import Surroundings

/// `slipway lesson new`: a skeleton that `slipway lesson verify` passes, to be filled.
struct NewLesson: SurroundedCommand {
    static let configuration = CommandConfiguration(
        commandName: "new", abstract: "Write the skeleton of a new lesson, which `lesson verify` passes.")

    @Argument(help: "The lesson's folder below Lessons/, such as 08-networks or exercises/17-volumes.")
    var name: String

    @Option(help: "The title that learners read.")
    var title: String?

    func validate() throws {
        guard LessonSkeleton.isName(name) else {
            throw ValidationError(
                "a lesson's name has small letters, digits and hyphens, such as 08-networks or exercises/17-volumes; "
                    + "in a folder of your own: SLIPWAY_LESSONS=FOLDER slipway lesson new NAME")
        }
    }

    func run(in surroundings: Surroundings) throws {
        let root = try surroundings.requireShelf().path(of: name)
        guard access(root, F_OK) != 0 else {
            Complaint.print("\(root) is there already; choose another name, or remove it")
            throw ExitCode.failure
        }
        for (path, text) in LessonSkeleton(name: name, title: title).files {
            do { try WholeFile.replace(root + "/" + path, with: Array(text.utf8)) } catch {
                Complaint.print("\(root)/\(path): \(error.reason)")
                throw ExitCode.failure
            }
            Line.print("\(root)/\(path)")
        }
        Line.print("Now: slipway lesson verify \(name). Lessons/README.md says what each file is.")
    }
}
