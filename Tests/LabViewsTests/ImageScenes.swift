import ImageFormat
import LabModel
import TerminalUI

/// Scenes of the panes that show images, layers and containers.
enum ImageScenes {
    static func play(_ scene: String, _ lab: inout Lab) {
        switch scene {
        case "container": container(&lab)
        case "containers": containers(&lab)
        case "images": images(&lab)
        case "layers": layers(&lab)
        case "layers-file": file(&lab, changed)
        case "layers-bytes": file(&lab, program)
        case "layers-waste":
            layers(&lab)
            lab.type("w")
        case "images-compared": comparison(&lab)
        default: break
        }
    }

    private static func container(_ lab: inout Lab) {
        lab.press(.function(6))
        guard let run = lab.take().container?.run else { return }
        lab.send(.containerLog(run, " * Running on http://127.0.0.1:5000\n"))
        lab.send(.containerPage(run, Page(status: 200, body: "Hello from my custom Docker image!")))
    }

    private static func containers(_ lab: inout Lab) {
        container(&lab)
        let rows = [
            ContainerRow(
                id: "b", name: "web", image: "nginx:1", ports: ["127.0.0.1:8080->80/tcp"], state: .running),
            ContainerRow(id: "c", name: "calm_crane", image: "hello:v1", ports: [], state: .exited(3)),
        ]
        lab.send(.containers(rows))
        lab.press(.character("7"), .alt)
        _ = ScreenTests.draw(&lab)
        lab.press(.down)
        for case .followLog(let run, _) in lab.take() {
            lab.send(.containerLog(run, "\u{1b}[32mready\u{1b}[0m\n"))
            lab.send(.containerPage(run, Page(status: 404, body: "not here")))
        }
    }

    private static func images(_ lab: inout Lab) {
        lab.press(.character("6"), .alt)
        lab.type("u")
        for case .listImages(let run) in lab.take() {
            let rows = [
                ImageRow(
                    id: "sha256:0123456789abcdef", names: ["my-flask-app:v1", "my-flask-app:v1.0.1"], size: 91_000_000,
                    created: nil, standsInFor: "docker.io/library/python:3.11-alpine"),
                ImageRow(
                    id: "sha256:fedcba9876543210", names: ["python:3.11-alpine"], size: 78_000_000, created: nil,
                    standsInFor: "docker.io/library/python:3.11-alpine"),
            ]
            lab.send(.images(run, .known(rows)))
        }
    }

    private static let firstLayers = [
        LayerSummary(
            createdBy: "COPY requirements.txt . # buildkit", diffID: "sha256:a", bytes: 13,
            changes: [LayerChange(kind: .added, path: "/app/requirements.txt", bytes: 13)]),
        LayerSummary(createdBy: "EXPOSE 5000", diffID: nil),
    ]

    private static let lastLayer = LayerSummary(
        createdBy: "RUN /bin/sh -c rm -r /app/x # buildkit", diffID: "sha256:b", bytes: 2100, hiddenBytes: 500,
        changes: [
            LayerChange(kind: .changed, path: "/app/requirements.txt", bytes: 2000),
            LayerChange(kind: .added, path: "/app/new/", bytes: 0),
            LayerChange(kind: .added, path: "/app/new/page.html", bytes: 100),
            LayerChange(kind: .removed, path: "/app/x/", bytes: 500),
        ])

    private static let waste = [
        ImageLayers.Waste(path: "/app/x/large", bytes: 487, versions: 2),
        ImageLayers.Waste(path: "/app/requirements.txt", bytes: 13, versions: 1),
    ]

    private static func layers(_ lab: inout Lab) {
        images(&lab)
        lab.press(.enter)
        for case .inspectLayers(let run, .image(let image)) in lab.take() {
            let layers = ImageLayers(image: image, layers: firstLayers + [lastLayer], waste: waste)
            lab.send(.layers(run, .known(.layers(layers))))
        }
        _ = ScreenTests.draw(&lab)
        lab.press(.down)
        lab.press(.down)
        lab.press(.enter)
    }

    private static func file(_ lab: inout Lab, _ file: LayerFile) {
        layers(&lab)
        _ = ScreenTests.draw(&lab)
        lab.press(.down)
        lab.press(.down)
        lab.press(.enter)
        for case .readLayerFile(let run, _, _) in lab.take() { lab.send(.layerFile(run, .known(file))) }
    }

    private static let changed = LayerFile(
        path: "/app/requirements.txt",
        before: FileVersion(mode: 0o644, owner: "0:0", size: 13, content: .text(["flask==2.3.2"], omitted: 0)),
        after: FileVersion(
            mode: 0o755, owner: "0:0", size: 27, content: .text(["flask==2.3.3", "requests\u{1b}[31m"], omitted: 0)))

    private static let program = LayerFile(
        path: "/app/requirements.txt", before: nil,
        after: FileVersion(
            mode: 0o4755, owner: "1000:5", size: 90_000, content: .binary(Array("\u{7f}ELF".utf8) + Array(0...40))))

    private static func comparison(_ lab: inout Lab) {
        images(&lab)
        lab.type("c")
        _ = ScreenTests.draw(&lab)
        lab.press(.down)
        lab.type("c")
        for case .inspectLayers(let run, .images(let left, let right)) in lab.take() {
            let comparison = ImageComparison(
                left: ImageLayers(image: left, layers: firstLayers + [lastLayer]),
                right: ImageLayers(
                    image: right,
                    layers: firstLayers + [LayerSummary(createdBy: "USER nobody", diffID: nil)]),
                changes: [LayerChange(kind: .changed, path: "/app/requirements.txt", bytes: 13)], omittedChanges: 2)
            lab.send(.layers(run, .known(.comparison(comparison))))
        }
        _ = ScreenTests.draw(&lab)
        lab.press(.end)
    }
}
