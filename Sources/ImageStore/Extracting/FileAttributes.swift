internal import CLinux
internal import Glibc

/// Gives files the owner, mode, attributes and time of their entry.
///
/// In this order: a change of owner takes set-user-ID bits and capabilities away, a write changes the time.
enum FileAttributes {
    /// Of an open file or directory.
    static func apply(_ entry: TarEntry, to descriptor: Int32) throws(StoreError) {
        if fchown(descriptor, entry.owner, entry.group) != 0 { throw entry.failed("chown") }
        if fchmod(descriptor, mode_t(entry.mode)) != 0 { throw entry.failed("chmod") }
        try setAttributes(entry) { name, value, size in fsetxattr(descriptor, name, value, size, 0) }
        try setTime(entry.modified, of: descriptor)
    }

    /// Of a directory by its name.
    static func apply(_ entry: TarEntry, toOpened name: CPath, in parent: Int32) throws(StoreError) {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let descriptor = name.call { openat(parent, $0, flags) }
        guard descriptor >= 0 else { throw entry.failed("open") }
        let directory = Handle(adopting: descriptor)
        try apply(entry, to: directory.descriptor)
    }

    /// Of a link, a device or a pipe, which is not opened.
    static func apply(_ entry: TarEntry, toLinkLike name: CPath, in parent: Int32) throws(StoreError) {
        guard name.call({ fchownat(parent, $0, entry.owner, entry.group, AT_SYMLINK_NOFOLLOW) }) == 0 else {
            throw entry.failed("chown")
        }
        if case .symbolicLink = entry.kind {
        } else if name.call({ fchmodat(parent, $0, mode_t(entry.mode), 0) }) != 0 {
            throw entry.failed("chmod")
        }
        let path = CPath(name, in: parent)
        try setAttributes(entry) { name, value, size in path.call { lsetxattr($0, name, value, size, 0) } }
        guard name.call({ slipway_set_times(parent, $0, entry.modified, 0) }) == 0 else { throw entry.failed("date") }
    }

    static func setTime(_ modified: Int64, of descriptor: Int32) throws(StoreError) {
        let times = [timespec(tv_sec: Int(modified), tv_nsec: 0), timespec(tv_sec: Int(modified), tv_nsec: 0)]
        if futimens(descriptor, times) != 0 { throw .failed("date", "an open file") }
    }

    private static func setAttributes(
        _ entry: TarEntry, _ set: (UnsafePointer<CChar>, UnsafePointer<UInt8>, Int) -> Int32
    ) throws(StoreError) {
        for attribute in entry.attributes {
            guard OverlayAttribute(attribute.name) == nil else { throw entry.refused(.overlayAttribute) }
            let result = CPath(attribute.name).call { set($0, attribute.value, attribute.value.count) }
            // An attribute that this file system or this user cannot set is left out, as in other runtimes.
            if result != 0, errno != ENOTSUP, errno != EPERM { throw entry.failed("set an attribute of") }
        }
    }
}

extension TarEntry {
    fileprivate func failed(_ call: String) -> StoreError { .failed(call, shownPath) }
}

/// Marks directories so that overlayfs shows nothing of what lies below them.
enum OpaqueMark {
    static func set(on directory: Int32) throws(StoreError) {
        try set { name in fsetxattr(directory, name, "y", 1, 0) }
    }

    static func set(on name: CPath, in parent: Int32) throws(StoreError) {
        let path = CPath(name, in: parent)
        try set { attribute in path.call { lsetxattr($0, attribute, "y", 1, 0) } }
    }

    /// Root's overlayfs reads `trusted`, one in a user namespace `user`, where nobody may set the other.
    private static func set(_ call: (UnsafePointer<CChar>) -> Int32) throws(StoreError) {
        if call("trusted.overlay.opaque") == 0 { return }
        guard errno == EPERM, call("user.overlay.opaque") == 0 else { throw .failed("set", "overlay.opaque") }
    }
}
