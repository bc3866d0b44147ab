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

    /// Writes down that a further command begins in the container, and how it ends.
    ///
    /// - Parameter body: runs the command; its exit status.
    public func tellingExec(_ words: [String], _ body: () throws -> Int32) rethrows -> Int32 {
        let digits = Array("0123456789abcdef")
        let id = ["execID": String((0..<64).map { _ in digits[Int.random(in: 0..<16)] })]
        let command = words.joined(separator: " ")
        tell("exec_create: \(command)", id)
        tell("exec_start: \(command)", id)
        let status = try body()
        tell("exec_die", id.merging(["exitCode": String(status)]) { $1 })
        return status
    }

    /// Writes down how a life of it ended.
    func tellEnd(status: Int32) { tell("die", ["exitCode": String(status)]) }
}
