internal import Files
internal import Glibc
internal import ImageStore
public import Surroundings
internal import SystemPackage

/// The links by which `docker`, `docker-compose` and `slipway` in a learner's command lines are this program.
public enum CommandLinks {
    private static let names = ["docker", "docker-compose", "slipway"]

    /// Makes the store, the folder above the workspace, and the links, as far as they are not there.
    public static func make(for place: Workplace) throws {
        // The store makes its own folder first: it does not move into one that holds other files.
        _ = try Store.open(at: FilePath(place.home))
        try Folder.makeParents(of: place.workspace)
        try Folder.make(place.commandsFolder, mode: 0o700)
        for name in names { try link("\(place.commandsFolder)/\(name)", to: place.program) }
    }

    private static func link(_ path: String, to program: String) throws(FileError) {
        guard target(of: path) != program else { return }
        // Several labs may do this at the same time: each link lands whole.
        let temporary = "\(path).\(getpid())"
        unlink(temporary)
        guard symlink(program, temporary) == 0, rename(temporary, path) == 0 else {
            throw .system(path: path, .write, Errno(rawValue: errno))
        }
    }

    private static func target(of path: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink(path, start, buffer.count)
            return count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
        }
    }
}
