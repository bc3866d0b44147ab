internal import Files
internal import Glibc
internal import ImageFormat
internal import ImageStore
internal import Surroundings
internal import SystemPackage

/// What tells a preparation that is whole from one that has lost something.
struct PreparedMarks: Equatable {
    /// The digest of all files that keep how the steps begin.
    var states: String
    /// Layers that the states need, by store and ID.
    var layers: [String: String]
    /// Wheels that builds are lent, by name.
    var wheels: [String: String]
    /// Blobs of the lesson's registry, by path. A presentation may add to them.
    var registries: [String: String]

    /// Whether all of this is still there.
    func isKept(in now: PreparedMarks) -> Bool {
        states == now.states && layers == now.layers && wheels == now.wheels
            && registries.allSatisfy { now.registries[$0.key] == $0.value }
    }
}

extension PreparedLesson {
    /// The name of the pin that keeps the layers of all states.
    static let pinName = "prepared"

    /// The preparation as it is on the disk.
    ///
    /// - Throws: where a part of it cannot be read, or a layer that a state needs is not there.
    func marks() throws -> PreparedMarks {
        let states = JSON.strings(try FileMarks.all(below: root + "/states")).encoded()
        return PreparedMarks(
            states: Digest(of: states).description, layers: try layerMarks(),
            wheels: try FileMarks.allIfPresent(below: place.home + "/wheelhouse"), registries: try registryMarks())
    }

    private func layerMarks() throws -> [String: String] {
        var marks: [String: String] = [:]
        for (path, _, _) in stores(0) where access(path, F_OK) == 0 {
            let store = try Store.open(at: FilePath(path))
            guard let pin = try store.pins().first(where: { $0.name == Self.pinName }) else {
                throw LessonFailure("\(path) no longer keeps the layers of the lesson")
            }
            let name = path.dropFirst(root.count)
            for id in Set(pin.layers) { marks["\(name) \(id)"] = try LayerMark.of(try store.layer(id), in: store) }
        }
        return marks
    }

    private func registryMarks() throws -> [String: String] {
        let registries = place.home + "/registries"
        var marks: [String: String] = [:]
        for name in try Folder.namesIfPresent(of: registries) {
            let blobs = "\(registries)/\(name)/data/docker/registry/v2/blobs"
            for (path, mark) in try FileMarks.allIfPresent(below: blobs) { marks["\(name)/\(path)"] = mark }
        }
        return marks
    }
}
