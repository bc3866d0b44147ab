import BuildPlan
import LabModel

/// Names and sentences of the panes.
enum PaneWords {
    static func title(_ pane: Pane) -> String {
        switch pane {
        case .lesson: "Lesson"
        case .editor: "Editor"
        case .shell: "Shell"
        case .build: "Build"
        case .layers: "Layers"
        case .images: "Images"
        case .containers: "Container"
        }
    }

    static let noImages = "There are no images yet. F5 builds one."
    static let loading = "Reading the image store…"
    static let noLayers = "No image is selected. Build one with F5, or press Enter on one in Images."
    static let noContainer = "No container runs. F6 runs the image that you built and shows its page."

    static func container(_ run: ContainerRun) -> String {
        let ports = run.ports.isEmpty ? "" : ", port " + run.ports.joined(separator: ", ")
        switch run.state {
        case .starting: return "\(run.image) is starting\(ports)"
        case .serving: return "\(run.image) is running\(ports)"
        case .stopping: return "\(run.image) is stopping"
        case .ended(0): return "\(run.image) has ended"
        case .ended(130), .ended(143): return "\(run.image) was stopped"
        case .ended(let status): return "\(run.image) ended with exit status \(status)"
        }
    }

    static func waiting(_ url: String) -> String { "Waiting for \(url) to answer…" }

    static func page(_ url: String, _ page: Page) -> String { "\(url) answers with status \(page.status):" }

    static func standIn(_ reference: String) -> String { "stand-in for \(reference)" }

    static func layersSummary(_ layers: ImageLayers) -> String {
        let wasted = layers.wastedBytes
        let percent = Int((layers.efficiency * 100).rounded(.down))
        return "\(Quantity.bytes(layers.bytes)); wasted \(Quantity.bytes(wasted)); efficiency \(percent) %"
    }

    static func changes(_ layer: LayerSummary) -> String {
        var counts: [LayerChange.Kind: Int] = [:]
        for change in layer.changes where !change.path.hasSuffix("/") { counts[change.kind, default: 0] += 1 }
        let kinds: [(LayerChange.Kind, String)] = [(.added, "added"), (.changed, "changed"), (.removed, "removed")]
        let words = kinds.compactMap { kind, word in counts[kind].map { "\($0) \(word)" } }
        let more = layer.omittedChanges > 0 ? ["\(layer.omittedChanges) more"] : []
        return (words + more).joined(separator: ", ")
    }

    static func omittedFiles(_ count: Int) -> String { "… and \(count) more files" }
}
