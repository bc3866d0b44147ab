import BuildPlan
internal import ImageFormat
import LabModel

/// Names and sentences of the panes.
enum PaneWords {
    static func base(_ name: String, layers: Int) -> String {
        "the base, \(name): \(layers) \(layers == 1 ? "layer" : "layers")"
    }
    static let noImages = "There are no images yet. F5 builds one."
    static let unnamedImages =
        "<none> is an image without a name; most often a later build took it. `docker image prune` removes those not in use."
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

    /// What stands in for the reference in full, under its own name; or else what was built on that.
    static func standIn(_ reference: String, among names: [String]) -> String {
        names.contains { (try? Reference($0))?.description == reference || $0 == reference }
            ? "a stand-in" : "on a stand-in"
    }

    static func layersSummary(_ layers: ImageLayers) -> String {
        let wasted = layers.wastedBytes
        let percent = Int((layers.efficiency * 100).rounded(.down))
        return "\(Quantity.bytes(layers.bytes)); wasted \(Quantity.bytes(wasted)); efficiency \(percent) %"
    }

    static func changes(_ layer: LayerSummary) -> String {
        let kinds: [(LayerChange.Kind, String)] = [(.added, "added"), (.changed, "changed"), (.removed, "removed")]
        let words = kinds.compactMap { kind, word in
            let count = layer.tree.count(kind)
            return count > 0 ? "\(count) \(word)" : nil
        }
        let more = layer.omittedChanges > 0 ? ["\(layer.omittedChanges) more"] : []
        return (words + more).joined(separator: ", ")
    }

    static let marked = "to be compared"

    /// Both images of a comparison, over their columns.
    static func compared(_ image: ImageLayers) -> String {
        "\(BuildWords.shortTag(image.image))  \(Quantity.bytes(image.bytes))"
    }

    static func differences(_ comparison: ImageComparison) -> String {
        let count = comparison.changes.count + comparison.omittedChanges
        let shared = comparison.pairs.count { pair in
            pair.isSame && pair.left.map { comparison.left.layers[$0].diffID != nil } == true
        }
        let files = count == 0 ? "no file differs" : count == 1 ? "1 file differs" : "\(count) files differ"
        let more = comparison.omittedChanges > 0 ? "; the first \(comparison.changes.count) of them:" : ""
        return "\(shared) layer\(shared == 1 ? "" : "s") shared; \(files)\(more)"
    }

    static func state(_ state: ContainerRow.State) -> String {
        switch state {
        case .created: "created"
        case .running: "running"
        case .exited(let status): "exited (\(status))"
        }
    }

    static func state(_ state: ContainerRun.State) -> String {
        switch state {
        case .starting: "starting"
        case .serving: "running"
        case .stopping: "stopping"
        case .ended(let status): "exited (\(status))"
        }
    }

    static func container(_ row: ContainerRow) -> String {
        let ports = row.ports.isEmpty || row.state != .running ? "" : ", " + row.ports.joined(separator: ", ")
        return switch row.state {
        case .exited(0): "\(row.image) has ended"
        case .exited(let status): "\(row.image) ended with exit status \(status)"
        case .created, .running: "\(row.image) is \(state(row.state))\(ports)"
        }
    }

    static let wholePage = "Enter shows the rest of the page"

    static func omittedFiles(_ count: Int) -> String { "… and \(count) more files" }
}
