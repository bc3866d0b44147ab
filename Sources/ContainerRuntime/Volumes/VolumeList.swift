internal import CLinux
internal import Clocks
internal import Glibc
internal import ImageFormat
public import SystemPackage

/// A folder that outlives containers: `volumes/NAME/_data` in the store.
public struct Volume: Equatable, Sendable {
    public let name: String
    /// RFC 3339.
    public let created: String
    public let labels: [String: String]
    public let isAnonymous: Bool
    let folder: FilePath

    /// Where its files are.
    public var path: FilePath { folder.appending("_data") }

    var json: JSON {
        .object([
            "created": .string(created), "labels": .strings(labels), "isAnonymous": .bool(isAnonymous),
        ])
    }
}

/// The volumes of a store.
public struct VolumeList: Sendable {
    private let path: FilePath
    private let containers: ContainerList

    public init(store: FilePath) {
        path = store.appending("volumes")
        containers = ContainerList(store: store)
    }

    /// Whether a volume may have the name: letters, digits, `_`, `.` and `-`, at least two of them.
    public static func isValid(_ name: String) -> Bool {
        guard name.utf8.count >= 2, name.utf8.count <= 255, let first = name.first, first.isASCII,
            first.isLetter || first.isNumber
        else { return false }
        return name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_.-".contains($0)) }
    }

    /// All volumes, in order of their names.
    public func all() -> [Volume] { Directory.names(in: path.string).sorted().compactMap(read) }

    /// The volume of that name.
    /// - Throws: `noSuchVolume`.
    public func find(_ name: String) throws(RuntimeError) -> Volume {
        guard Self.isValid(name), let volume = read(name) else { throw .noSuchVolume(name) }
        return volume
    }

    private func read(_ name: String) -> Volume? {
        let folder = path.appending(name)
        guard let text = TextFile.read(folder.appending("volume.json").string),
            let json = try? JSON(parsing: Array(text.utf8))
        else { return nil }
        var labels: [String: String] = [:]
        for member in json["labels"]?.members ?? [] { labels[member.name] = member.value.string }
        return Volume(
            name: name, created: json["created"]?.string ?? "", labels: labels,
            isAnonymous: json["isAnonymous"]?.bool ?? false, folder: folder)
    }

    /// Makes a volume, or gives the one that is there.
    public func create(
        _ name: String, labels: [String: String] = [:], isAnonymous: Bool = false
    ) throws(RuntimeError) -> Volume {
        try Scratch.makeDirectory(path, mode: 0o700)
        if let volume = read(name) { return volume }
        let volume = Volume(
            name: name, created: Timestamp.now(), labels: labels, isAnonymous: isAnonymous,
            folder: path.appending(name))
        try Scratch.makeDirectory(volume.folder, mode: 0o700)
        try Scratch.makeDirectory(volume.path)
        // Last: without it the folder is no volume yet.
        try ContainerFolder.write(volume.json, to: volume.folder, as: "volume.json")
        tell("create", volume)
        return volume
    }

    /// The names of containers, running or not, that have a volume.
    public func users(of name: String) -> [String] {
        containers.all().filter { $0.record.settings.mounts.contains { $0.volume == name } }.map(\.record.name)
    }

    /// Removes a volume with its files; `volumeInUse` while a container has it. In a store of a plain user it must run in
    /// the user namespace that owns the files.
    public func remove(_ volume: Volume) throws(RuntimeError) {
        let users = users(of: volume.name)
        guard users.isEmpty else { throw .volumeInUse(volume.name, by: users) }
        if slipway_remove_tree(volume.folder.string) != 0 { throw .failed("remove", volume.folder.string) }
        tell("destroy", volume)
    }

    private func tell(_ action: String, _ volume: Volume) {
        EventLog(store: path.removingLastComponent()).write(
            RuntimeEvent(.volume, action, id: volume.name, attributes: ["driver": "local"]))
    }

    /// Bytes of a volume's files.
    public func bytes(of volume: Volume) -> Int64 { slipway_tree_size(volume.path.string) }

    /// Calls `fill` with the open folder of a volume in which nothing is yet; two containers do not do it at once.
    public func fillIfEmpty(_ volume: Volume, _ fill: (Int32) throws -> Void) throws {
        let gate = try OwnedContainer.lock(volume.folder.appending("lock"))
        defer { close(gate) }
        let data = open(volume.path.string, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard data >= 0 else { throw RuntimeError.failed("open", volume.path.string) }
        defer { close(data) }
        guard Directory.isEmpty(volume.path.string) else { return }
        try fill(data)
    }
}

extension Directory {
    static func isEmpty(_ path: String) -> Bool {
        guard let stream = opendir(path) else { return false }
        defer { closedir(stream) }
        var count = 0
        while readdir(stream) != nil, count < 3 { count += 1 }
        return count == 2
    }
}
