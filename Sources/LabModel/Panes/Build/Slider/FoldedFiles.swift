internal import ImageFormat

/// A file or folder of the slider, and what became of it.
struct SlidFile: Equatable, Sendable {
    /// That of a folder ends with a slash.
    var path: String
    var bytes: Int64
    var kind: LayerChange.Kind?
}

/// The files of a step as rows. A base has thousands of files that all share one fate: a folder of such files is one row
/// until it is opened, and so are those in a row of a folder in which others became something else. So the rows do not
/// grow with the base.
struct FoldedFiles {
    /// So many files are shown at most where they became the same.
    private static let fewest = 20

    private let files: [SlidFile]
    /// For each file where the run of files ends that became the same.
    private let sameUntil: [Int]
    /// How many files, and bytes, there are before each place; folders do not count.
    private let filesBefore: [Int]
    private let bytesBefore: [Int64]

    /// - Parameter files: in the order of their paths.
    init(_ files: [SlidFile]) {
        self.files = files
        var sameUntil = Array(repeating: files.count, count: files.count)
        for place in files.indices.dropLast().reversed() {
            let isSame = files[place].kind == files[place + 1].kind
            sameUntil[place] = isSame ? sameUntil[place + 1] : place + 1
        }
        self.sameUntil = sameUntil
        var (counts, bytes) = ([0], [Int64(0)])
        for file in files {
            let isFile = !file.path.hasSuffix("/")
            counts.append(counts[counts.count - 1] + (isFile ? 1 : 0))
            bytes.append(bytes[bytes.count - 1] + (isFile ? file.bytes : 0))
        }
        (filesBefore, bytesBefore) = (counts, bytes)
    }

    /// The rows, where these folders are opened.
    func rows(opened: Set<String>) -> [TimeSlider.Row] {
        var rows: [TimeSlider.Row] = []
        var place = 0
        while place < files.count {
            let file = files[place]
            if let end = end(ofFolderAt: place), !opened.contains(file.path) {
                rows.append(row(file.path, place..<end, files[place + 1].kind))
                place = end
            } else if let end = end(ofFilesAt: place, opened) {
                rows.append(row(Self.folder(of: file.path) + Self.some, place..<end, file.kind))
                place = end
            } else {
                rows.append(.file(path: file.path, bytes: file.bytes, kind: file.kind))
                place += 1
            }
        }
        return rows
    }

    /// What stands for some of the files of a folder.
    private static let some = "*"

    /// The folder that a row opens, by the path that the row shows.
    static func folder(shown path: String) -> String {
        path.hasSuffix(some) ? String(path.dropLast(some.count)) : path
    }

    private func row(_ path: String, _ places: Range<Int>, _ kind: LayerChange.Kind?) -> TimeSlider.Row {
        let (first, end) = (places.lowerBound, places.upperBound)
        return .folder(
            path: path, files: filesBefore[end] - filesBefore[first], bytes: bytesBefore[end] - bytesBefore[first],
            kind: kind)
    }

    /// The folder of a file, with its slash.
    private static func folder(of path: String) -> String {
        String(path[...(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// Where files end that stand behind one another in one folder; nil where they are few, or the folder is opened.
    private func end(ofFilesAt place: Int, _ opened: Set<String>) -> Int? {
        let path = files[place].path
        let folder = Self.folder(of: path)
        guard !path.hasSuffix("/"), sameUntil[place] - place > Self.fewest, !opened.contains(folder) else { return nil }
        var end = place + 1
        while end < sameUntil[place], !files[end].path.hasSuffix("/"), Self.folder(of: files[end].path) == folder {
            end += 1
        }
        return end - place > Self.fewest ? end : nil
    }

    /// Where a folder ends that can be one row; nil for a file, and for a folder that has to be shown with its files.
    private func end(ofFolderAt place: Int) -> Int? {
        let path = files[place].path
        guard path.hasSuffix("/"), place + 1 < files.count else { return nil }
        let end = firstPlace(after: place) { !$0.path.hasPrefix(path) }
        guard filesBefore[end] - filesBefore[place] > Self.fewest, sameUntil[place + 1] >= end else { return nil }
        return end
    }

    /// The first place behind another one at which something is so; it has to be so from there to the end.
    private func firstPlace(after place: Int, where isBeyond: (SlidFile) -> Bool) -> Int {
        var (low, high) = (place + 1, files.count)
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(files[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
