public import ImageFormat

/// Images that leave the store together, each with the names that it takes along.
public struct ImageBundle: Equatable, Sendable {
    public var images: [Item]
    /// How layers are packed that were made here, or came unpacked; others leave as they came.
    public var packing: LayerPacking
    /// Blobs that the receiver has: they are named and not written, and not packed where the store remembers what they
    /// were packed into (``Store/packedLayers(of:as:)``).
    public var present: Set<Digest>

    public struct Item: Equatable, Sendable {
        public var image: StoredImage
        public var references: [Reference]

        public init(image: StoredImage, references: [Reference]) {
            self.image = image
            self.references = references
        }
    }

    public init(images: [Item], packing: LayerPacking = LayerPacking(.none), present: Set<Digest> = []) {
        self.images = images
        self.packing = packing
        self.present = present
    }
}

/// Where an image layout is written: a directory, or a tar of one.
protocol LayoutDestination {
    /// Whether the file has been written already: images share layers.
    func has(_ name: String) -> Bool
    mutating func write(_ name: String, content: [UInt8]) throws(StoreError)
    /// Takes the place of a file of the open directory `directory` under another name, without reading it.
    /// - Returns: false where it has to be read and written.
    func adopt(_ name: String, from directory: Int32, _ path: String) -> Bool
    /// Writes a file of `size` bytes, which `body` gives to the sink.
    mutating func write(
        _ name: String, size: Int64,
        _ body: (_ sink: (UnsafeRawBufferPointer) throws(StoreError) -> Void) throws(StoreError) -> Void
    ) throws(StoreError)
}
