internal import ImageFormat

extension Store {
    private static let indexLimit = 64 << 20

    func imageList() throws(StoreError) -> ImageList {
        guard let bytes = try contents(Layout.index, limit: Self.indexLimit) else { throw .corrupt(path: Layout.index) }
        do {
            return ImageList(try Index(parsing: bytes))
        } catch {
            throw .corrupt(path: Layout.index)
        }
    }

    /// Changes the list under its lock; nothing is written where nothing changes.
    func changeImageList(_ change: (inout ImageList) throws(StoreError) -> Void) throws(StoreError) {
        let lock = try indexLock()
        let old = try imageList()
        var new = old
        try change(&new)
        if new != old { try replace(Layout.index, with: new.index.encoded(), .durable) }
        _ = consume lock
    }
}
