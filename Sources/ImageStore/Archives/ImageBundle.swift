public import ImageFormat

/// Images that leave the store together, each with the names that it takes along.
public struct ImageBundle: Equatable, Sendable {
    public var images: [Item]
    /// How layers that were made here are packed; others leave as they came.
    public var compression: MediaType.Compression

    public struct Item: Equatable, Sendable {
        public var image: StoredImage
        public var references: [Reference]

        public init(image: StoredImage, references: [Reference]) {
            self.image = image
            self.references = references
        }
    }

    public init(images: [Item], compression: MediaType.Compression = .none) {
        self.images = images
        self.compression = compression
    }
}

/// Where an image layout is written: a directory, or a tar of one.
protocol LayoutDestination {
    /// Whether the file has been written already: images share layers.
    func has(_ name: String) -> Bool
    mutating func write(_ name: String, content: [UInt8]) throws(StoreError)
    /// Writes a file of `size` bytes, which `body` gives to the sink.
    mutating func write(
        _ name: String, size: Int64,
        _ body: (_ sink: (UnsafeRawBufferPointer) throws(StoreError) -> Void) throws(StoreError) -> Void
    ) throws(StoreError)
}
