internal import Glibc

/// The names and the owner that the files of a folder get in an archive.
public struct TreeNaming: Sendable {
    /// The only entry of the folder that is written; nil for all.
    public var only: [UInt8]?
    /// The name of that entry in the archive; nil for its own name.
    public var called: [UInt8]?
    /// The owner of all files in the archive; nil for the owners that they have.
    public var owner: (user: UInt32, group: UInt32)?

    public init(only: [UInt8]? = nil, called: [UInt8]? = nil, owner: (user: UInt32, group: UInt32)? = nil) {
        self.only = only
        self.called = called
        self.owner = owner
    }

    func takes(_ name: ArraySlice<UInt8>) -> Bool { only.map { $0.elementsEqual(name) } ?? true }

    func path(_ path: [UInt8]) -> [UInt8] {
        guard let only, let called, path.starts(with: only) else { return path }
        return called + path[only.count...]
    }

    func owned(_ status: stat) -> stat {
        var status = status
        if let owner { (status.st_uid, status.st_gid) = (owner.user, owner.group) }
        return status
    }
}
