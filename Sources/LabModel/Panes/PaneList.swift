internal import TerminalUI

/// What the lab shows beside each other, or one at a time on a small terminal. A new pane begins here: with a case, and
/// then with the places that the compiler names.
public enum Pane: String, CaseIterable, Hashable, Sendable {
    case lesson, editor, shell, build, layers, images, containers

    /// The panes that share the lower part of the workspace.
    public static let lower: [Pane] = [.shell, .build, .layers, .images, .containers]

    /// Whether letters are text there.
    var takesText: Bool {
        switch self {
        case .editor, .shell: true
        case .lesson, .build, .layers, .images, .containers: false
        }
    }

    /// The pane's name, what going there is called, in a word too, and the keys that do it.
    var row: (title: String, going: String, short: String, keys: [KeyPress]) {
        switch self {
        case .lesson: ("Lesson", "Go to the lesson", "lesson", [.function(2), .alternate("1")])
        case .editor: ("Editor", "Go to the editor", "editor", [.function(3), .alternate("2")])
        case .shell: ("Shell", "Go to the shell", "shell", [.function(4), .alternate("3")])
        case .build: ("Build", "Go to the build", "build pane", [.alternate("4")])
        case .layers: ("Layers", "Go to the image's layers", "layers", [.alternate("5")])
        case .images: ("Images", "Go to the images", "images", [.alternate("6")])
        case .containers: ("Containers", "Go to the container and its page", "container", [.alternate("7")])
        }
    }

    /// The pane's own keys.
    var keys: [KeyBinding] {
        switch self {
        case .lesson: LessonPane.keys
        case .editor: EditorPane.keys
        case .shell: ShellPane.keys
        case .build: BuildPane.keys
        case .layers: LayersPane.keys
        case .images: ImagesPane.keys
        case .containers: ContainersPane.keys
        }
    }

    public var title: String { row.title }
}

/// What a learner can ask for, by key, by mouse, or from the command palette: of the lab, of the pane that has the focus,
/// or of one pane.
public enum Action: Hashable, Sendable {
    case lab(LabAction)
    case shared(SharedAction)
    case lesson(LessonPane.Action)
    case editor(EditorPane.Action)
    case shell(ShellPane.Action)
    case build(BuildPane.Action)
    case layers(LayersPane.Action)
    case images(ImagesPane.Action)
    case containers(ContainersPane.Action)
    case presenting(Presentation.Action)
}

/// The model of each pane.
public struct Panes: Sendable {
    public internal(set) var lesson: LessonPane
    public internal(set) var editor = EditorPane()
    public internal(set) var shell = ShellPane()
    public internal(set) var build = BuildPane()
    public internal(set) var layers = LayersPane()
    public internal(set) var images = ImagesPane()
    public internal(set) var containers = ContainersPane()

    /// Gives a pane what every pane can take.
    mutating func update(_ pane: Pane, _ input: PaneInput<Never>, _ lab: inout LabContext) -> [Request] {
        switch pane {
        case .lesson: lesson.update(.input(input.for(LessonPane.self)), &lab)
        case .editor: editor.update(.input(input.for(EditorPane.self)), &lab)
        case .shell: shell.update(.input(input.for(ShellPane.self)), &lab)
        case .build: build.update(.input(input.for(BuildPane.self)), &lab)
        case .layers: layers.update(.input(input.for(LayersPane.self)), &lab)
        case .images: images.update(.input(input.for(ImagesPane.self)), &lab)
        case .containers: containers.update(.input(input.for(ContainersPane.self)), &lab)
        }
    }

    /// Does what is asked of one pane, or of the one that has the focus.
    mutating func perform(_ action: Action, _ lab: inout LabContext) -> [Request] {
        switch action {
        case .shared(let action): update(action.target(lab.focus), .shared(action), &lab)
        case .lesson(let action): lesson.update(.input(.action(action)), &lab)
        case .editor(let action): editor.update(.input(.action(action)), &lab)
        case .shell(let action): shell.update(.input(.action(action)), &lab)
        case .build(let action): build.update(.input(.action(action)), &lab)
        case .layers(let action): layers.update(.input(.action(action)), &lab)
        case .images(let action): images.update(.input(.action(action)), &lab)
        case .containers(let action): containers.update(.input(.action(action)), &lab)
        case .lab, .presenting: []
        }
    }
}
