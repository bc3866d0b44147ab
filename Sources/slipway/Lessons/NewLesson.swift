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
        let parts = name.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isBelowExercises = parts.count == 2 && parts[0] == "exercises"
        guard parts.count == 1 || isBelowExercises, let last = parts.last, Self.isFolderName(last) else {
            throw ValidationError(
                "a lesson's name has small letters, digits and hyphens, such as 08-networks or exercises/17-volumes")
        }
    }

    private static func isFolderName(_ name: String) -> Bool {
        let (small, digits) = (UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"))
        let isPlain = name.utf8.allSatisfy { small.contains($0) || digits.contains($0) || $0 == UInt8(ascii: "-") }
        return isPlain && !name.isEmpty && !name.hasPrefix("-") && name != "exercises"
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
            Line.print("Lessons/\(name)/\(path)")
        }
        Line.print("Now: slipway lesson verify \(name). Lessons/README.md says what each file is.")
    }
}
