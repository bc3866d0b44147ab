internal import Files
internal import Glibc
internal import ImageFormat

/// The files of an unpacked bundle, each known by its digest in the manifest, which is the file `bundle.json`.
struct BundleFiles {
    /// Absolute path of the folder that holds them.
    let folder: String

    static let manifestName = "bundle.json"
    /// A bundle of the first form has only images and wheels.
    private static let formats = ["slipway-bundle/2", "slipway-bundle/1"]
    /// Files and folders that a bundle has at most.
    private static let mostNames = 100_000

    /// Paths of the files below the folder, without the manifest itself, in order.
    /// - Throws: `LessonFailure` for anything that is neither a file nor a folder.
    func names() throws -> [String] {
        var (names, folders, count) = ([String](), [""], 0)
        while let inner = folders.popLast() {
            for name in Folder.namesOrNone(of: inner.isEmpty ? folder : folder + "/" + inner) {
                count += 1
                guard count <= Self.mostNames else {
                    throw LessonFailure("the bundle holds more than \(Self.mostNames) files")
                }
                let path = inner.isEmpty ? name : inner + "/" + name
                switch try kind(of: path) {
                case .regular: if path != Self.manifestName { names.append(path) }
                case .folder: folders.append(path)
                case .link, .fifo, .socket, .characterDevice, .blockDevice, .unknown:
                    throw LessonFailure("the bundle holds \(path), which is not a file")
                }
            }
        }
        return names.sorted()
    }

    private func kind(of path: String) throws -> FileKind {
        var status = stat()
        guard lstat(folder + "/" + path, &status) == 0 else {
            throw LessonFailure("\(folder)/\(path): \(ErrnoWords.last)")
        }
        return FileKind(mode: status.st_mode)
    }

    /// How large a file is; 0 for one that is not there.
    func size(of name: String) -> Int64 {
        var status = stat()
        return stat(folder + "/" + name, &status) == 0 ? Int64(status.st_size) : 0
    }

    func has(_ name: String) -> Bool { access(folder + "/" + name, R_OK) == 0 }

    // MARK: The manifest

    /// The manifest of what is in the folder.
    /// - Parameters:
    ///   - lessons: IDs of the lessons that the bundle is for.
    ///   - images: references of the images in it.
    func manifest(lessons: [String], images: [String]) throws -> [UInt8] {
        let files = try names().map { JSON.Member($0, .string(try digest(of: $0).description)) }
        return JSON.object([
            "format": .string(Self.formats[0]), "lessons": .strings(lessons), "images": .strings(images),
            "files": .object(files),
        ]).encoded()
    }

    /// The manifest that came with the files, once there are just the files that it names, each with its digest.
    /// - Parameter path: what messages call the bundle.
    func verified(named path: String) throws -> JSON {
        guard let bytes = try? WholeFile.read(folder + "/" + Self.manifestName), let json = try? JSON(parsing: bytes),
            let format = json["format"]?.string, Self.formats.contains(format), let expected = json["files"]?.members
        else { throw LessonFailure("\(path) is not a bundle that this program knows") }
        guard try names() == expected.map(\.name).sorted() else {
            throw LessonFailure("\(path) is damaged: it has not just the files that it should have")
        }
        for file in expected {
            guard try digest(of: file.name).description == file.value.string else {
                throw LessonFailure("\(path) is damaged: \(file.name) is not what its digest says. Copy it anew")
            }
        }
        return json
    }

    private func digest(of name: String) throws -> Digest {
        let path = folder + "/" + name
        do { return try FileMarks.digest(of: path) } catch { throw LessonFailure("\(path): \(error.reason)") }
    }
}
