internal import ImageFormat
internal import SystemPackage

extension ContainerFolder {
    /// Writes down that something happened to the container.
    func tell(_ action: String, _ more: [String: String] = [:]) {
        // `containers/ID` in the store.
        let store = path.removingLastComponent().removingLastComponent()
        EventLog(store: store).write(
            RuntimeEvent(.container, action, id: record.id, attributes: attributes.merging(more) { _, new in new }))
    }

    private var attributes: [String: String] {
        record.settings.config.labels.merging(["image": record.image, "name": record.name]) { _, own in own }
    }

    /// Writes down how a life of it ended.
    func tellEnd(status: Int32) { tell("die", ["exitCode": String(status)]) }
}
