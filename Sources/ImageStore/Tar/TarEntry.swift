/// One member of a tar: its header, without its content. Names are bytes, not text.
package struct TarEntry: Equatable {
    package enum Kind: Equatable {
        case file(size: Int64)
        case hardLink(to: [UInt8])
        case symbolicLink(to: [UInt8])
        case directory
        case characterDevice(major: UInt32, minor: UInt32)
        case blockDevice(major: UInt32, minor: UInt32)
        case pipe
    }

    package var path: [UInt8]
    package var kind: Kind
    /// Permission bits with set-user-ID, set-group-ID and sticky.
    package var mode: UInt32
    package var owner: UInt32
    package var group: UInt32
    /// Seconds since 1970.
    package var modified: Int64
    /// In the order in which they are written.
    package var attributes: [Attribute] = []

    package init(
        path: [UInt8], kind: Kind, mode: UInt32, owner: UInt32, group: UInt32, modified: Int64,
        attributes: [Attribute] = []
    ) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.owner = owner
        self.group = group
        self.modified = modified
        self.attributes = attributes
    }

    /// An extended attribute.
    package struct Attribute: Equatable {
        package var name: [UInt8]
        package var value: [UInt8]

        package init(name: [UInt8], value: [UInt8]) {
            self.name = name
            self.value = value
        }
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

    package var linkTarget: [UInt8] {
        switch kind {
        case .hardLink(let target), .symbolicLink(let target): target
        case .file, .directory, .characterDevice, .blockDevice, .pipe: []
        }
    }
}
