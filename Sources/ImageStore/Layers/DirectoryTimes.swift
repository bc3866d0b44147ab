/// Times of an archive's directories, set at the end because every new entry changes them.
///
/// Each path is kept as what it does not share with the one before, so that a tree takes memory for its names and not
/// for its paths.
struct DirectoryTimes {
    private var bytes: [UInt8] = []
    private var places: [Place] = []
    private var last: [UInt8] = []

    private struct Place {
        var shared: Int
        var end: Int
        var modified: Int64
    }

    mutating func add(_ path: [UInt8], _ modified: Int64) {
        let shared = last[...].commonCount(with: path[...])
        bytes.append(contentsOf: path[shared...])
        places.append(Place(shared: shared, end: bytes.count, modified: modified))
        last = path
    }

    /// Gives every path with its time to `body`, in the order in which they were added.
    func forEach(_ body: (ArraySlice<UInt8>, Int64) throws(StoreError) -> Void) throws(StoreError) {
        var path: [UInt8] = []
        var start = 0
        for place in places {
            path.removeLast(path.count - place.shared)
            path.append(contentsOf: bytes[start..<place.end])
            start = place.end
            try body(path[...], place.modified)
        }
    }
}
