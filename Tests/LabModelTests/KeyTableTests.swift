import LabModel
import TerminalUI
import Testing

@Suite struct KeyTableTests {
    @Test func noKeyMeansTwoThingsInOnePlace() {
        var seen: [String: Action] = [:]
        for binding in KeyTable.bindings {
            for chord in binding.chords {
                let place = "\(binding.scope) \(chord)"
                #expect(seen[place] == nil, "\(place) is \(seen[place] as Any) and \(binding.action)")
                seen[place] = binding.action
            }
        }
    }

    @Test func everyPaneCanBeLeftHelpedAndQuitByKey() {
        for pane in Pane.allCases {
            let actions = Set(KeyTable.bindings(in: pane).filter { !$0.chords.isEmpty }.map(\.action))
            #expect(actions.isSuperset(of: [.help, .quit, .nextPane, .showLesson, .palette, .build, .runImage]))
        }
    }

    @Test func lettersAreTextInTheEditor() {
        for character in "abcdefghijklmnopqrstuvwxyz ?[]GL" {
            #expect(KeyTable.action(for: KeyPress(.character(character)), in: .editor) == nil)
        }
        #expect(KeyTable.action(for: KeyPress(.tab), in: .editor) == nil)
    }
}
