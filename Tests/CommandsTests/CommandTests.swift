import ArgumentParser
import DockerWords
import Formats
import Printing
import Testing

@testable import Commands

/// What all commands have in common: questions and formats of reports.
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

    @Test(arguments: [nil, "json"])
    func jsonNeedsNoTemplate(_ format: String?) throws {
        #expect(try DescriptionFormat.template(format) == nil)
    }

    @Test func aTemplateOfAnotherFormIsStatus64() {
        #expect(throws: ExitCode(64)) { try DescriptionFormat.template("{{.Name") }
    }

    @Test func aFaultIsFoundByItsNameOrItsWords() throws {
        for fault in DockerFault.all {
            #expect(DockerFault.meant(by: [fault.name])?.name == fault.name)
            #expect(fault.explanation.text.hasSuffix(fault.wordingsText.text))
            #expect(DockerFault.listing.text.contains("\n  \(fault.name): "))
        }
        let words = try #require(DockerFault.all.first?.wordings.first?.text).replacing("{}", with: "x")
        #expect(DockerFault.meant(by: words.split(separator: " ").map(String.init)) != nil)
        #expect(DockerFault.meant(by: ["all", "is", "well"]) == nil)
    }

    @Test func everyFaultQuotesDockerWithTheSource() {
        for fault in DockerFault.all {
            let lines = fault.wordingsText.text.split(separator: "\n")
            #expect(lines.first?.hasPrefix("Docker sa") == true, "\(fault.name)")
            #expect(lines.count >= 2 * fault.wordings.count, "\(fault.name)")
        }
    }
}
