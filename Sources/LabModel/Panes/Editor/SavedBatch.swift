/// The files that are written at once, so that what is said of the last of them names all.
struct SavedBatch: Sendable {
    /// Those that the disk has not taken yet; a file that is written twice is there twice.
    private var awaited: [String] = []
    private var saved: [String] = []

    /// Files are being written, beside those that still are.
    mutating func begin(_ paths: [String]) {
        if awaited.isEmpty { saved = [] }
        awaited += paths
    }

    /// The disk has taken a file.
    ///
    /// - Returns: what it has taken of those that were written at once.
    mutating func saved(_ path: String) -> [String] {
        guard let index = awaited.firstIndex(of: path) else { return [path] }
        awaited.remove(at: index)
        if !saved.contains(path) { saved.append(path) }
        return saved
    }

    /// The disk has not taken a file.
    mutating func failed(_ path: String) {
        if let index = awaited.firstIndex(of: path) { awaited.remove(at: index) }
    }
}
