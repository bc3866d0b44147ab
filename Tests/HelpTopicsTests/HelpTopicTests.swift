import Foundation
import HelpTopics
import Settings
import Testing

@Suite struct HelpTopicTests {
    @Test func everyTopicIsListedAndFitsATerminal() {
        for topic in HelpTopic.allCases {
            #expect(HelpTopic.list.contains("  \(topic.rawValue) "))
            #expect(topic.text.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(topic)")
            #expect(topic.text.hasSuffix("\n"))
        }
    }

    @Test func everySettingIsExplained() {
        let text = HelpTopic.settings.text
        for setting in Setting.allCases {
            #expect(text.contains(setting.summary.prefix(20)) && text.contains(setting.variable))
        }
    }

    /// Every variable of ours that a source reads is on the page, and none that no source reads.
    @Test func theVariablesAreThoseOfTheSources() throws {
        // Tests/HelpTopicsTests/HelpTopicTests.swift
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let sources = root.appending(path: "Sources")
        var read: Set<String> = []
        for case let path as String in FileManager.default.enumerator(atPath: sources.path) ?? .init() {
            guard path.hasSuffix(".swift"), !path.hasPrefix("HelpTopics/") else { continue }
            let text = try String(contentsOf: sources.appending(path: path), encoding: .utf8)
            for match in text.matches(of: /"(SLIPWAY_[A-Z_]*[A-Z])/) { read.insert(String(match.1)) }
        }
        #expect(read.subtracting(Setting.allCases.map(\.variable)) == Set(SlipwayVariable.all.map(\.name)))
        #expect(SlipwayVariable.all.map(\.name) == SlipwayVariable.all.map(\.name).sorted())
    }
}
