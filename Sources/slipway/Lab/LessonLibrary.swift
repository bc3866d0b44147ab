import Glibc
import LessonFormat

/// Finds lessons on the disk for the lab.
enum LessonLibrary {
    enum Failure: Error, CustomStringConvertible {
        case noLessons(String)
        case noSuchLesson(String, known: [String])

        var description: String {
            switch self {
            case .noLessons(let folder):
                "there are no lessons in \(folder): start the program with ./slipway, or set SLIPWAY_ROOT to its folder"
            case .noSuchLesson(let name, let known):
                "there is no lesson \(name); there are: \(known.joined(separator: ", "))"
            }
        }
    }

    /// The checkout: `$SLIPWAY_ROOT`, which the launcher sets, else the folder that the program was started in.
    static var root: String {
        if let root = getenv("SLIPWAY_ROOT"), root.pointee != 0 { return absolute(String(cString: root)) }
        return absolute(".")
    }

    static func absolute(_ path: String) -> String {
        if path.hasPrefix("/") { return path }
        guard let current = getcwd(nil, 0) else { return path }
        defer { free(current) }
        let folder = String(cString: current)
        return path == "." ? folder : folder + "/" + path
    }

    /// The lesson of that name, or the first.
    static func lesson(_ name: String?, root: String) throws -> Lesson {
        let folder = root + "/Lessons"
        let names = entries(folder).filter { isFile("\(folder)/\($0)/lesson.yaml") }
        guard let first = names.first else { throw Failure.noLessons(folder) }
        let wanted = name ?? first
        guard let found = names.first(where: { $0 == wanted }) ?? names.first(where: { $0.hasPrefix(wanted) }) else {
            throw Failure.noSuchLesson(wanted, known: names)
        }
        var content: [String: [UInt8]] = [:]
        read("\(folder)/\(found)", below: "", into: &content)
        return try LessonReader.lesson(LessonFiles(folder: found, content: content))
    }

    private static func read(_ folder: String, below prefix: String, into content: inout [String: [UInt8]]) {
        for name in entries(folder) {
            let path = folder + "/" + name
            if isFolder(path) {
                read(path, below: prefix + name + "/", into: &content)
            } else if let bytes = try? ProjectFiles.read(path) {
                content[prefix + name] = bytes
            }
        }
    }

    /// The names in a folder, in order, without hidden files' special ones.
    private static func entries(_ folder: String) -> [String] {
        guard let stream = opendir(folder) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    private static func mode(_ path: String) -> mode_t {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mode & S_IFMT : 0
    }

    private static func isFolder(_ path: String) -> Bool { mode(path) == S_IFDIR }
    private static func isFile(_ path: String) -> Bool { mode(path) == S_IFREG }
}
