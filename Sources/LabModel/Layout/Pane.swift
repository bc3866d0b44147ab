/// What the lab shows beside each other, or one at a time on a small terminal.
public enum Pane: String, CaseIterable, Hashable, Sendable {
    case lesson, editor, shell, build, layers, images, containers

    /// The panes that share the lower part of the workspace.
    public static let lower: [Pane] = [.shell, .build, .layers, .images, .containers]
}
