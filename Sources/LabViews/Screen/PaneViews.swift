import LabModel

/// The view of each pane.
enum PaneViews {
    static func view(of pane: Pane) -> any PaneView.Type {
        switch pane {
        case .lesson: LessonView.self
        case .editor: EditorView.self
        case .shell: ShellView.self
        case .build: BuildView.self
        case .layers: LayersView.self
        case .images: ImagesView.self
        case .containers: ContainersView.self
        }
    }
}
