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
        let wanted: [LabAction] = [.help, .quit, .nextPane, .show(.lesson), .palette, .build, .runImage]
        for pane in Pane.allCases {
            let actions = Set(KeyTable.bindings(in: pane).filter { !$0.chords.isEmpty }.map(\.action))
            #expect(actions.isSuperset(of: wanted.map { .lab($0) }))
        }
    }

    /// bash deletes a word with Alt-D and makes one small with Alt-L: in the shell they are not the lab's, and not offered.
    @Test(arguments: [LabAction.dockersWords, .showLessons, .nextFinding, .peek])
    func altWithALetterIsTheShells(_ action: LabAction) throws {
        let chord = try #require(KeyTable.chord(for: .lab(action), from: .editor))
        #expect(chord.modifiers == .alt)
        #expect(KeyTable.action(for: chord, in: .editor) == .lab(action))
        #expect(KeyTable.action(for: chord, in: .shell) == nil)
        #expect(KeyTable.chord(for: .lab(action), from: .shell) == nil)
        #expect(!KeyTable.bindings(in: .shell).contains { $0.chords.contains(chord) })
    }

    @Test func theShellOffersTheTwinThatReachesTheLab() {
        #expect(KeyTable.chord(for: .lab(.palette), from: .shell) == KeyPress(.function(10)))
        #expect(KeyTable.chord(for: .build(.compare), from: .shell) == KeyPress(.character("c")))
    }

    @Test func lettersAreTextInTheEditor() {
        for character in "abcdefghijklmnopqrstuvwxyz ?[]GL" {
            #expect(KeyTable.action(for: KeyPress(.character(character)), in: .editor) == nil)
        }
        #expect(KeyTable.action(for: KeyPress(.tab), in: .editor) == nil)
    }

    /// The row of an action has its key and its names; a further key repeats neither.
    @Test func everyActionIsNamedOnce() {
        var actions: [Action] = SharedAction.allCases.map { .shared($0) }
        actions += LessonPane.Action.allCases.map { .lesson($0) } + EditorPane.Action.allCases.map { .editor($0) }
        actions += ShellPane.Action.allCases.map { .shell($0) } + BuildPane.Action.allCases.map { .build($0) }
        actions += LayersPane.Action.allCases.map { .layers($0) } + ImagesPane.Action.allCases.map { .images($0) }
        actions += ContainersPane.Action.allCases.map { .containers($0) }
        actions += Presentation.Action.allCases.map { .presenting($0) } + Pane.allCases.map { .lab(.show($0)) }
        for action in actions { #expect(KeyTable.actions.count { $0 == action } == 1, "\(action)") }
        for action in KeyTable.actions {
            #expect(!KeyTable.title(action).isEmpty && !KeyTable.short(action).isEmpty, "\(action)")
        }
        let all = KeyTable.bindings + KeyTable.takingOver + KeyTable.presenting
        for binding in all { #expect(KeyTable.actions.contains(binding.action), "\(binding.action) has no name") }
    }
}
