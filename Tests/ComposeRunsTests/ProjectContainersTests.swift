import Clocks
import Compose
import ContainerRuntime
import ImageFormat
import Scratch
import SystemPackage
import Testing

@testable import ComposeRuns

/// Which containers are a project's, and which projects there are.
struct ProjectContainersTests {
    private let folder: ScratchFolder
    private let list: ContainerList

    init() throws {
        folder = try ScratchFolder()
        list = ContainerList(store: FilePath(folder.path))
        for (project, service) in [("shop", "web"), ("shop", "db"), ("blog", "web"), ("", "")] {
            try make(project, service)
        }
    }

    /// A container that was made and not started: nobody owns it once this has returned.
    private func make(_ project: String, _ service: String, isOneOff: Bool = false) throws {
        var settings = ContainerSettings()
        if !project.isEmpty {
            settings.config.labels = [
                ComposeLabel.project: project, ComposeLabel.service: service,
                ComposeLabel.isOneOff: isOneOff ? "True" : "False",
            ]
        }
        let name = "\(project)-\(service)-\(isOneOff)"
        _ = try list.create(
            ContainerRecord(
                id: ContainerRecord.makeID(), name: name, image: "app:v1", imageID: "sha256:0123456789abcdef",
                command: ["a"], created: Timestamp.now(), settings: settings),
            isStarting: false)
    }

    @Test(
        arguments: [
            ([], true, ["blog", "shop"]), (["o"], true, ["blog", "shop"]), (["sh", "op"], true, ["shop"]),
            (["sh", "lo"], true, []), ([], false, []),
        ] as [([String], Bool, [String])])
    func projectsAreFoundByPartsOfTheirNames(_ parts: [String], _ withEnded: Bool, _ names: [String]) {
        #expect(ProjectContainers.projects(list, named: parts, withEnded: withEnded).map(\.name) == names)
    }

    @Test func aProjectHasTheContainersOfItsServices() throws {
        try make("shop", "web", isOneOff: true)
        let shop = ProjectContainers(list, of: "shop")
        #expect(shop.all().map(ProjectContainers.service) == ["db", "web"])
        #expect(shop.all(withOneOff: true).count == 3)
        #expect(shop.all(of: ["web"]).map(\.record.name) == ["shop-web-false"])
        #expect(shop.all(of: []).count == 2 && shop.all(of: ["other"]).isEmpty)
    }

    @Test func whatNobodyOwnsCanBeRemoved() throws {
        let file = "services: {web: {image: a}, db: {image: b}, new: {image: c}}"
        let files = ComposeFiles(folder: folder.path, variables: [:]) { _ in nil }
        let project = try ProjectReader(file: folder("compose.yaml"), name: "shop", files: files).read(file).project
        let shop = ProjectContainers(list, of: "shop")
        #expect(Set(shop.ended(of: project.services).map(\.name)) == ["web", "db"])
        let owned = try list.own(try #require(shop.find("web")))
        #expect(shop.ended(of: project.services).map(\.name) == ["db"])
        withExtendedLifetime(owned) {}
    }
}
