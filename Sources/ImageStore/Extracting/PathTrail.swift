internal import Glibc

/// The open folder of one path after another.
///
/// The paths of a tree come folder by folder, so the way to the last one is kept and only the difference is walked.
/// The cost of a path is at most proportional to its length, in whatever order paths come. No link is followed.
public final class PathTrail {
    private let trail: FolderTrail
    /// The path of the folder at the trail's end, and where in it the name of each of the trail's folders ends.
    private var path: [UInt8] = []
    private var ends: [Int] = []

    /// - Parameter top: an open folder, which the caller closes.
    public init(top: Int32) { trail = FolderTrail(top: top) }

    /// The open folder at the trail's end. The descriptor belongs to this value.
    public var folder: Int32 { trail.folder }

    /// The open folder with that path, which has no empty names; nil where there is none, with `errno` saying why.
    public func folder(at wanted: ArraySlice<UInt8>) throws(StoreError) -> Int32? {
        for name in EntryPath.Parts(try rest(of: wanted)) {
            guard enter(name) else { return nil }
        }
        return folder
    }

    /// Leaves the folders that a path does not go through, and returns what of the path is still to be entered.
    func rest(of wanted: ArraySlice<UInt8>) throws(StoreError) -> ArraySlice<UInt8> {
        let common = path[...].commonCount(with: wanted)
        while let end = ends.last {
            let isInPath = end == wanted.count || end < wanted.count && wanted[wanted.startIndex + end] == Self.slash
            if end <= common, isInPath { break }
            ends.removeLast()
            try trail.leave()
        }
        path.removeLast(path.count - (ends.last ?? 0))
        return wanted[(wanted.startIndex + path.count)...]
    }

    /// Goes down into a folder; false where that fails, with `errno` saying why.
    func enter(_ name: ArraySlice<UInt8>) -> Bool {
        guard CPath(name).call({ trail.enter($0) }) else { return false }
        if !path.isEmpty { path.append(Self.slash) }
        path.append(contentsOf: name)
        ends.append(path.count)
        return true
    }

    private static let slash = UInt8(ascii: "/")
}

extension ArraySlice<UInt8> {
    /// How many bytes two paths have in common from their beginnings.
    func commonCount(with other: ArraySlice<UInt8>) -> Int {
        let most = Swift.min(count, other.count)
        return withUnsafeBytes { own in
            other.withUnsafeBytes { other in
                guard let start = own.baseAddress, let otherStart = other.baseAddress else { return 0 }
                var common = 0
                // Most often one is the beginning of the other, and they are long.
                if memcmp(start, otherStart, most) == 0 { return most }
                while common + 256 <= most, memcmp(start + common, otherStart + common, 256) == 0 { common += 256 }
                while common < most, own[common] == other[common] { common += 1 }
                return common
            }
        }
    }
}
