internal import Files

/// The files below a lesson's folder, by path. A link to a folder is not followed: it may lead back up, or anywhere.
struct LessonTree {
    private let top: String
    private(set) var content: [String: [UInt8]] = [:]
    private var names = 0
    private var bytes = 0

    /// Files and folders that a lesson has at most, and the bytes of its files together.
    static let mostNames = 4096
    static let mostBytes = 64 << 20

    init(_ top: String) { self.top = top }

    /// Reads the files that can be read, and passes over everything that is not a file. False if there is more than a
    /// lesson may have.
    mutating func readAll() -> Bool {
        var folders = [""]
        while let folder = folders.popLast() {
            for name in Folder.namesOrNone(of: top + "/" + folder) {
                names += 1
                guard names <= Self.mostNames else { return false }
                let path = folder.isEmpty ? name : folder + "/" + name
                if take(path) == .folder { folders.append(path) }
                guard bytes <= Self.mostBytes else { return false }
            }
        }
        return true
    }

    private enum Found {
        case file, folder, neither
    }

    private mutating func take(_ path: String) -> Found {
        do {
            let file = try WholeFile.read(top + "/" + path)
            bytes += file.count
            content[path] = file
            return .file
        } catch .notAFile(_, .folder) {
            return Folder.isLink(top + "/" + path) ? .neither : .folder
        } catch {
            return .neither
        }
    }
}
