internal import ArgumentParser
internal import ContainerRuntime
internal import Glibc
internal import ImageFormat
internal import SystemPackage

/// `-v`, `--mount` and `--tmpfs`, as requests.
enum VolumeOption {
    /// `-v PATH`, `-v NAME:PATH[:OPTIONS]`, `-v FOLDER:PATH[:OPTIONS]`.
    static func volume(_ text: String) throws -> MountRequest {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), !parts.contains("") else {
            throw ValidationError("-v \(text): expected PATH, NAME:PATH or FOLDER:PATH, with :ro behind it or not.")
        }
        if parts.count == 1 {
            return MountRequest(anonymous(), at: try target(parts[0], in: "-v \(text)"))
        }
        let options = try VolumeWords(parts.count == 3 ? parts[2] : "", in: text)
        return MountRequest(
            try source(parts[0], in: "-v \(text)"), at: try target(parts[1], in: "-v \(text)"),
            isReadOnly: options.isReadOnly, copiesContent: options.copiesContent)
    }

    private static func source(_ text: String, in whole: String) throws -> MountRequest.Source {
        if text.hasPrefix("/") || text.hasPrefix(".") || text.hasPrefix("~") { return .path(try absolute(text)) }
        guard VolumeList.isValid(text) else {
            throw ValidationError(
                "\(whole): `\(text)` is not a valid name for a volume. A folder begins with / or ./: ./\(text)")
        }
        return .volume(text, isAnonymous: false)
    }

    static func anonymous() -> MountRequest.Source { .volume(ContainerRecord.makeID(), isAnonymous: true) }

    static func absolute(_ path: String) throws -> String {
        if path.hasPrefix("/") { return FilePath(path).lexicallyNormalized().string }
        guard let current = getcwd(nil, 0) else { throw ContainerFault("The folder that this was started in is gone.") }
        defer { free(current) }
        return FilePath(String(cString: current)).appending(path).lexicallyNormalized().string
    }

    static func target(_ text: String, in whole: String) throws -> String {
        let path = FilePath(text).lexicallyNormalized()
        guard path.isAbsolute, path.components.count > 0 else {
            throw ValidationError("\(whole): the place in the container is an absolute path that is not / alone.")
        }
        return path.string
    }

    /// `--tmpfs PATH[:OPTIONS]`
    static func memory(_ text: String) throws -> MountRequest {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let words = parts.count == 2 ? parts[1].split(separator: ",").map(String.init) : []
        let target = try target(parts[0], in: "--tmpfs \(text)")
        return MountRequest(.memory(try memoryOptions(words, in: "--tmpfs \(text)")), at: target)
    }

    /// Docker's, with those that are given in their place.
    static func memoryOptions(_ words: [String], in whole: String) throws -> [String] {
        let opposites = [
            "ro": "rw", "rw": "ro", "exec": "noexec", "noexec": "exec", "suid": "nosuid", "nosuid": "suid",
        ]
        var options = ["rw", "nosuid", "nodev", "noexec"]
        for word in words {
            let name = word.prefix { $0 != "=" }
            if let opposite = opposites[word] {
                options.removeAll { $0 == opposite || $0 == word }
            } else if !["size", "mode", "uid", "gid", "nr_inodes", "nr_blocks"].contains(name), word != "nodev" {
                throw ValidationError("\(whole): `\(word)` is not an option that a folder in memory can have.")
            }
            if !options.contains(word) { options.append(word) }
        }
        return options
    }
}

/// The words behind the second colon of `-v`. What tunes other systems' file sharing means nothing here.
private struct VolumeWords {
    var isReadOnly = false
    var copiesContent = true

    private static let idle = [
        "rw", "z", "Z", "private", "rprivate", "slave", "rslave", "shared", "rshared", "cached", "delegated",
        "consistent", "default", "",
    ]

    init(_ text: String, in whole: String) throws {
        for word in text.split(separator: ",").map(String.init) {
            switch word {
            case "ro", "readonly": isReadOnly = true
            case "nocopy": copiesContent = false
            case let other where Self.idle.contains(other): break
            default: throw ValidationError("-v \(whole): `\(word)` is not an option of a volume: ro, rw, nocopy.")
            }
        }
    }
}

/// `--mount type=…,source=…,target=…`.
struct MountOption {
    private let text: String
    private var type = "volume"
    private var source: String?
    private var target: String?
    private var isReadOnly = false
    private var copiesContent = true
    private var memory: [String] = []

    static func request(_ text: String) throws -> MountRequest {
        var option = MountOption(text: text)
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            try option.take(parts[0].lowercased(), parts.count == 2 ? parts[1] : nil)
        }
        return try option.request()
    }

    private init(text: String) { self.text = text }

    private func fault(_ reason: String) -> ValidationError { ValidationError("--mount \(text): \(reason)") }

    private mutating func take(_ name: String, _ value: String?) throws {
        switch name {
        case "type": type = value ?? ""
        case "source", "src": source = value
        case "target", "destination", "dst": target = value
        case "readonly", "ro": isReadOnly = try isTrue(value, name)
        case "volume-nocopy": copiesContent = try !isTrue(value, name)
        case "tmpfs-size":
            guard let size = value.flatMap({ ByteSize.memory($0) }) else { throw fault("tmpfs-size is a size: 64m.") }
            memory.append("size=\(size)")
        case "tmpfs-mode":
            guard let value, Int(value, radix: 8) != nil else { throw fault("tmpfs-mode is an octal number: 1777.") }
            memory.append("mode=\(value)")
        case "bind-propagation", "bind-recursive", "bind-nonrecursive", "consistency", "volume-label",
            "bind-create-src":
            break
        case "volume-driver" where value == "local": break
        case "volume-driver", "volume-opt", "volume-subpath", "image-subpath": throw fault("\(name) is not offered.")
        default: throw fault("`\(name)` is not a field of a mount: type, source, target, readonly, tmpfs-size, …")
        }
    }

    private func isTrue(_ value: String?, _ name: String) throws -> Bool {
        switch value?.lowercased() {
        case nil, "true", "1": return true
        case "false", "0": return false
        case .some: throw fault("\(name) is true or false.")
        }
    }

    private func request() throws -> MountRequest {
        guard let target else { throw fault("target is missing.") }
        let place = try VolumeOption.target(target, in: "--mount \(text)")
        switch type {
        case "bind":
            guard let source else { throw fault("source is missing.") }
            let path = try VolumeOption.absolute(source)
            // Unlike -v, it makes no folder.
            guard access(path, F_OK) == 0 else { throw fault("there is no \(path).") }
            return MountRequest(.path(path), at: place, isReadOnly: isReadOnly)
        case "volume":
            guard let source, !source.isEmpty else {
                return MountRequest(
                    VolumeOption.anonymous(), at: place, isReadOnly: isReadOnly, copiesContent: copiesContent)
            }
            guard VolumeList.isValid(source) else { throw fault("`\(source)` is not a valid name for a volume.") }
            return MountRequest(
                .volume(source, isAnonymous: false), at: place, isReadOnly: isReadOnly, copiesContent: copiesContent)
        case "tmpfs":
            guard source == nil else { throw fault("a folder in memory has no source.") }
            let words = memory + (isReadOnly ? ["ro"] : [])
            return MountRequest(
                .memory(try VolumeOption.memoryOptions(words, in: "--mount \(text)")), at: place, isReadOnly: isReadOnly
            )
        default: throw fault("type is bind, volume or tmpfs here.")
        }
    }
}
