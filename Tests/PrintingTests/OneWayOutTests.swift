import Foundation
import Testing

/// Sources are read as text, because the compiler cannot forbid what other modules offer.
private let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

private let wayRound = [
    "Swift.print(", "debugPrint(", "dump(", "fputs(", "puts(", "printf(", "putchar(", "fwrite(", "perror(",
    "FileHandle.standardOutput", "FileHandle.standardError", "FileDescriptor.standardOutput",
    "FileDescriptor.standardError", "write(STDOUT_FILENO", "write(STDERR_FILENO", "write(1,", "write(2,",
]

/// The programs reach the terminal through `StandardStream` alone, which takes a `PrintableText`.
@Test func nothingIsPrintedPastTheOneWayOut() throws {
    let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
    var read = 0
    for case let file as URL in files where file.pathExtension == "swift" && !file.path.contains("/Printing/") {
        read += 1
        for (number, line) in try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false
        ).enumerated() where !allowed.contains(where: { line.contains($0) }) {
            let found = wayRound.first { word in
                line.ranges(of: word).contains { isCall($0.lowerBound, of: word, in: line) }
            }
            #expect(found == nil, "\(file.lastPathComponent):\(number + 1): \(found ?? "") goes past Printing")
        }
    }
    #expect(read > 100)
}

/// Into a file that is open, not to the terminal; and an example of a lesson's file.
private let allowed = ["fputs(text, file)", "print(\\\"Hello from the image"]

private func isCall(_ place: Substring.Index, of word: String, in line: Substring) -> Bool {
    guard place > line.startIndex, let first = word.first, first.isLowercase else { return true }
    let before = line[line.index(before: place)]
    return !before.isLetter && before != "_" && !line.trimmingPrefix { $0 == " " }.hasPrefix("//")
}
