public import ImageFormat

/// Images that are exported together, each with the names that go with it.
public struct ImageBundle: Equatable, Sendable {
    public var images: [Item]
    /// The packing of layers that were made here or came unpacked. Other layers are exported as they came.
    public var packing: LayerPacking
    /// The blobs that the receiver already has. They are named in the manifest but not written. They are not packed
    /// either if the store remembers the blob that they were packed into (``Store/packedLayers(of:as:)``).
    public var present: Set<Digest>

    /// An image, and the names that go with it.
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
    /// Adds a file of the open directory `directory` to the layout under the given name, without reading it.
    /// - Returns: false where it has to be read and written.
    func adopt(_ name: String, from directory: Int32, _ path: String) -> Bool
    /// Writes a file of `size` bytes, which `body` gives to the sink.
    mutating func write(
        _ name: String, size: Int64,
        _ body: (_ sink: (UnsafeRawBufferPointer) throws(StoreError) -> Void) throws(StoreError) -> Void
    ) throws(StoreError)
}
