import ArgumentParser
import Builder
import DockerWords
import Formats
import Printing
import Testing

@testable import Commands

/// What all commands have in common: questions, formats of reports, and the image that was meant.
struct CommandTests {
    @Test(arguments: [("y", true), ("Yes", true), ("YES", true), ("n", false), ("", false), ("yep", false)])
    func onlyAYesAgrees(_ answer: String, _ isAgreed: Bool) {
        #expect(Confirmation.isAgreed(answer) == isAgreed)
    }

    @Test func anInputThatEndsAgreesToNothing() {
        #expect(!Confirmation.isAgreed(nil))
    }

    @Test(arguments: ["text", "json"])
    func aReportHasTwoFormats(_ word: String) throws {
        #expect(try ReportFormat(word).rawValue == word)
    }

    @Test(arguments: ["", "yaml", "JSON", "table"])
    func refusesAnotherFormat(_ word: String) {
        #expect(throws: ValidationError.self) { try ReportFormat(word) }
    }

    @Test func aGateIsClosedByAFault() throws {
        try Gate.close([])
        #expect(throws: ExitCode.failure) { try Gate.close(["The image has 3 MB, and 2 are allowed."]) }
    }

    @Test(
        arguments: [
            ("my-flask-ap:v1", "my-flask-app:v1"), ("my-flask-app:v2", "my-flask-app:v1"),
            ("my-flask-app", "my-flask-app:v1"),
            ("pyton", "python:3.11-alpine"), ("nothing-like-it", nil),
        ] as [(String, String?)])
    func namesTheImageThatWasMeant(_ name: String, _ meant: String?) {
        #expect(NearestImage.nearest(to: name, among: ["my-flask-app:v1", "python:3.11-alpine"]) == meant)
    }

    @Test(arguments: [nil, "json"])
    func jsonNeedsNoTemplate(_ format: String?) throws {
        #expect(try DescriptionFormat.template(format) == nil)
    }

    @Test func aTemplateOfAnotherFormIsStatus64() {
        #expect(throws: ExitCode(64)) { try DescriptionFormat.template("{{.Name") }
    }

    @Test func everyFaultQuotesDockerWithTheSource() {
        for fault in DockerFault.all {
            let lines = fault.wordingsText.text.split(separator: "\n")
            #expect(lines.first?.hasPrefix("Docker sa") == true, "\(fault.name)")
            #expect(lines.count >= 2 * fault.wordings.count, "\(fault.name)")
        }
    }
}
