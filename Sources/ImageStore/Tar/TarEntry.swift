/// One member of a tar: its header, without its content. Names are bytes, not text.
struct TarEntry: Equatable {
    enum Kind: Equatable {
        case file(size: Int64)
        case hardLink(to: [UInt8])
        case symbolicLink(to: [UInt8])
        case directory
        case characterDevice(major: UInt32, minor: UInt32)
        case blockDevice(major: UInt32, minor: UInt32)
        case pipe
    }

    var path: [UInt8]
    var kind: Kind
    /// Permission bits with set-user-ID, set-group-ID and sticky.
    var mode: UInt32
    var owner: UInt32
    var group: UInt32
    /// Seconds since 1970.
    var modified: Int64
    /// In the order in which they are written.
    var attributes: [Attribute] = []

    /// An extended attribute.
    struct Attribute: Equatable {
        var name: [UInt8]
        var value: [UInt8]
    }
}

extension TarEntry {
    /// The letter of the header's type field.
    var typeFlag: UInt8 {
        switch kind {
        case .file: UInt8(ascii: "0")
        case .hardLink: UInt8(ascii: "1")
        case .symbolicLink: UInt8(ascii: "2")
        case .characterDevice: UInt8(ascii: "3")
        case .blockDevice: UInt8(ascii: "4")
        case .directory: UInt8(ascii: "5")
        case .pipe: UInt8(ascii: "6")
        }
    }

    /// Bytes of content that follow the header.
    var contentSize: Int64 { if case .file(let size) = kind { size } else { 0 } }

    var linkTarget: [UInt8] {
        switch kind {
        case .hardLink(let target), .symbolicLink(let target): target
        default: []
        }
    }
}
