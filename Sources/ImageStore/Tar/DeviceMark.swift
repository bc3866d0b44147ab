internal import CLinux
internal import Glibc

/// How the store keeps a device node of a layer: as a socket, which nobody can open, with an attribute that says what
/// it stands for.
///
/// A real node would give access to the machine's disk to every process that reaches the store through a mount that
/// allows devices. A step or a container sees the socket; the layer's tar has the device node again.
enum DeviceMark {
    /// The name of the attribute. Only the machine's root can set it, so that no process in a container can forge a
    /// mark.
    private static let name = "trusted.slipway.device"

    /// Marks what is at the path. False where this user may not.
    static func set(_ kind: TarEntry.Kind, on path: CPath) throws(StoreError) -> Bool {
        guard let value = text(kind).map({ Array($0.utf8) }) else { return false }
        if path.call({ lsetxattr($0, name, value, value.count, 0) }) == 0 { return true }
        if errno == EPERM { return false }
        throw .failed("mark", path.description)
    }

    /// The device that a socket with these attributes stands for, and the other attributes; nil for a socket.
    static func device(
        in attributes: [TarEntry.Attribute]
    ) -> (kind: TarEntry.Kind, others: [TarEntry.Attribute])? {
        let name = Array(name.utf8)
        guard let mark = attributes.first(where: { $0.name == name }), let kind = kind(mark.value) else { return nil }
        return (kind, attributes.filter { $0.name != name })
    }

    private static func text(_ kind: TarEntry.Kind) -> String? {
        switch kind {
        case .characterDevice(let major, let minor): "c \(major) \(minor)"
        case .blockDevice(let major, let minor): "b \(major) \(minor)"
        case .file, .directory, .symbolicLink, .hardLink, .pipe: nil
        }
    }

    private static func kind(_ value: [UInt8]) -> TarEntry.Kind? {
        let words = String(decoding: value, as: UTF8.self).split(separator: " ")
        guard words.count == 3, let major = UInt32(words[1]), let minor = UInt32(words[2]) else { return nil }
        return words[0] == "c" ? .characterDevice(major: major, minor: minor) : .blockDevice(major: major, minor: minor)
    }
}
