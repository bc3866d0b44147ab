internal import Glibc
public import ImageFormat
public import SystemPackage

/// The name of a layer's directory below `layers/`: eight letters and digits, so that the mount options of an image with
/// 120 layers fit in a page.
public struct LayerID: Hashable, Sendable, CustomStringConvertible {
    /// The eight letters and digits.
    public let name: String

    static let digits = Array("abcdefghijklmnopqrstuvwxyz0123456789")

    /// Nil unless the text is eight lower-case letters and digits.
    public init?(_ name: String) {
        guard name.utf8.count == 8, name.allSatisfy(Self.digits.contains) else { return nil }
        self.name = name
    }

    public var description: String { name }
}

/// A complete layer: an extracted diff directory that never changes again.
public struct Layer: Equatable, Sendable {
    public let id: LayerID
    /// Absolute path of the diff directory: a lower directory of overlayfs.
    public let path: FilePath
    /// Digest of the layer's uncompressed tar and what goes with it; nil while it has not been computed.
    public let diff: Diff?
    /// The blob that another program packed the layer into; nil for a layer that was made here.
    public let source: Descriptor?

    /// The results of hashing a layer's tar.
    public struct Diff: Equatable, Sendable {
        public var id: Digest
        /// Bytes of the uncompressed tar.
        public var tarSize: Int64
        /// Bytes of the regular files, hard links counted once.
        public var fileBytes: Int64

        public init(id: Digest, tarSize: Int64, fileBytes: Int64) {
            self.id = id
            self.tarSize = tarSize
            self.fileBytes = fileBytes
        }
    }

    /// The diff directory relative to the store's `layers` directory, for `lowerdir=`; mount with that as the working
    /// directory.
    public var shortPath: String { id.name + "/diff" }
}

/// A layer in the making: an upper directory and its work directory for one overlayfs mount.
///
/// It holds a lock for as long as the value lives; one that is neither committed nor discarded, because the process
/// died, is swept up by the next prune.
public final class Snapshot: Sendable {
    public let id: LayerID
    /// Absolute paths of overlayfs's `upperdir` and `workdir`.
    public let upper: FilePath
    public let work: FilePath
    /// An open directory whose advisory lock says that a process works here.
    private let lock: Int32

    init(id: LayerID, upper: FilePath, work: FilePath, lock: Int32) {
        self.id = id
        self.upper = upper
        self.work = work
        self.lock = lock
    }

    deinit { close(lock) }

    /// As `Layer.shortPath`.
    public var shortUpper: String { id.name + "/diff" }
    public var shortWork: String { id.name + "/work" }
}
