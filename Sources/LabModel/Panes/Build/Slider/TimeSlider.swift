public import ImageFormat

/// A slider over the steps of a build, forwards and backwards: the files and the settings as they are after any of them,
/// and what became of them since any other.
public struct TimeSlider: Equatable, Sendable {
    /// What is looked at.
    public enum Sight: Equatable, Sendable {
        /// Files that are not as they were.
        case changes
        /// All files.
        case files
        case settings
    }

    /// A line of the list below the slider.
    public enum Row: Equatable, Sendable {
        /// - kind: nil for a file that is as it was.
        case file(path: String, bytes: Int64, kind: LayerChange.Kind?)
        /// Many files of a folder that all became the same, with their number: `/usr/` for all of them, `/usr/*` for
        /// some that stand behind one another.
        case folder(path: String, files: Int, bytes: Int64, kind: LayerChange.Kind?)
        /// Nil where the setting is not there: it is new, or gone.
        case setting(name: String, old: String?, new: String?)
        /// So many changes are not kept.
        case omitted(Int)
    }

    public let moments: [BuildMoment]
    /// The moment that is looked at.
    public private(set) var place: Int
    /// The moment that it is held against; nil for the one before.
    public private(set) var mark: Int?
    public private(set) var sight = Sight.changes
    public internal(set) var list = ListPosition()
    public private(set) var rows: [Row] = []
    /// The files behind the rows, gathered once for each step and sight: a base may have thousands.
    private var files: [SlidFile] = []
    /// Folders that stay opened from step to step.
    private var opened: Set<String> = []

    /// - Parameter place: where it begins; the last moment by itself.
    public init(_ moments: [BuildMoment], at place: Int? = nil) {
        self.moments = moments
        self.place = min(max(0, place ?? moments.count - 1), max(0, moments.count - 1))
        renew()
    }

    public var moment: BuildMoment? { moments.indices.contains(place) ? moments[place] : nil }

    /// The moment that the one at hand is held against; nil where a stage begins, and with it everything.
    public var other: Int? { mark ?? (moment?.beginsStage == false ? place - 1 : nil) }

    /// The path under the selection; nil for a folder, and for a row that does not show a file.
    public var selectedFile: String? {
        guard rows.indices.contains(list.selected), case .file(let path, _, _) = rows[list.selected],
            !path.hasSuffix("/")
        else { return nil }
        return path
    }

    /// Goes on or back by so many moments, as far as there are any.
    public mutating func move(by steps: Int) {
        let next = min(max(0, place + steps), max(0, moments.count - 1))
        guard next != place else { return }
        place = next
        renew()
    }

    /// Looks at something else; at the changes where that was looked at already.
    public mutating func turn(to sight: Sight) {
        self.sight = self.sight == sight ? .changes : sight
        renew()
    }

    /// Holds every moment against this one from now on; against the one before it where this was the one.
    public mutating func turnMark() {
        mark = mark == place ? nil : place
        renew()
    }

    /// Opens the folder under the selection, or folds it again.
    ///
    /// - Returns: false where no such folder is selected.
    mutating func turnFolder() -> Bool {
        guard rows.indices.contains(list.selected) else { return false }
        switch rows[list.selected] {
        case .folder(let path, _, _, _): opened.insert(FoldedFiles.folder(shown: path))
        case .file(let path, _, _): if opened.remove(path) == nil { return false }
        case .setting, .omitted: return false
        }
        fold()
        return true
    }

    private mutating func renew() {
        list = ListPosition()
        guard moment != nil else { return }
        switch sight {
        case .changes: files = changes.filter { $0.kind != nil }
        case .files: files = changes
        case .settings: files = []
        }
        fold()
    }

    private mutating func fold() {
        switch sight {
        case .changes, .files: rows = FoldedFiles(files).rows(opened: opened) + omitted
        case .settings: rows = settings
        }
    }

    private var omitted: [Row] {
        let count = moments[start(of: place)...place].reduce(0) { $0 + $1.omittedChanges }
        return count > 0 ? [.omitted(count)] : []
    }

    // MARK: Files

    /// Every file of the two moments, by path.
    private var changes: [SlidFile] {
        let now = files(at: place)
        guard let other else {
            return now.map { SlidFile(path: $0.key, bytes: $0.value, kind: .added) }.sorted { $0.path < $1.path }
        }
        let before = files(at: other)
        let touched = touched(between: other, and: place)
        return Set(now.keys).union(before.keys).sorted().map { path in
            switch (before[path], now[path]) {
            case (nil, let bytes): return SlidFile(path: path, bytes: bytes ?? 0, kind: .added)
            case (let bytes?, nil): return SlidFile(path: path, bytes: bytes, kind: .removed)
            case (let old?, let new?):
                let isChanged = touched.map { $0.contains(path) } ?? (old != new)
                return SlidFile(path: path, bytes: new, kind: isChanged && !path.hasSuffix("/") ? .changed : nil)
            }
        }
    }

    /// Where the stage of a moment begins.
    private func start(of place: Int) -> Int { moments[...place].lastIndex(where: \.beginsStage) ?? 0 }

    /// The files after a moment with their bytes; folders end with a slash.
    private func files(at place: Int) -> [String: Int64] {
        var files: [String: Int64] = [:]
        for change in moments[start(of: place)...place].lazy.flatMap(\.changes) {
            switch change.kind {
            case .added, .changed: files[change.path] = change.bytes
            case .removed:
                files[change.path] = nil
                guard change.path.hasSuffix("/") else { continue }
                for path in files.keys where path.hasPrefix(change.path) { files[path] = nil }
            }
        }
        return files
    }

    /// Paths that a step between two moments of one stage wrote; nil for moments of two stages, of which only sizes tell.
    private func touched(between one: Int, and other: Int) -> Set<String>? {
        guard start(of: one) == start(of: other) else { return nil }
        return Set(moments[(min(one, other) + 1)..<(max(one, other) + 1)].lazy.flatMap(\.changes).map(\.path))
    }

    // MARK: Settings

    private var settings: [Row] {
        let now = moments[place].settings
        let before = other.map { moments[$0].settings } ?? []
        let old = Dictionary(before.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        let names = Set(now.map(\.name))
        return now.map { .setting(name: $0.name, old: old[$0.name], new: $0.value) }
            + before.filter { !names.contains($0.name) }.map { .setting(name: $0.name, old: $0.value, new: nil) }
    }
}
