internal import Glibc
internal import ImageFormat

extension Store {
    /// Removes what the scope allows, and everything that nothing needs any more: layers, blobs, and files of processes
    /// that have died.
    ///
    /// `busy` while another process adds to the store. In a store of a plain user it must run in the user namespace that
    /// owns the layers' files.
    public func prune(_ scope: PruneScope) throws(StoreError) -> PruneReport {
        let lock = try exclusiveUse()
        var report = PruneReport()
        let pinned = Set(try pins().map(\.image))
        let isWanted = { (id: Digest?, references: [Reference]) -> Bool in
            let isPinned = id.map(pinned.contains) ?? false
            return switch scope.images {
            case .none: true
            case .dangling: isPinned || !references.isEmpty
            case .unused: isPinned
            }
        }
        let inventory = try inventoryByManifest()
        let unwanted = inventory.images.filter { !isWanted($0.id, $0.references) }
        var told: Set<Digest> = []
        report.images = unwanted.filter { told.insert($0.id).inserted }
        report.damaged = inventory.damaged.filter { !isWanted($0.listed.id, $0.listed.references) }
        let gone = unwanted.map(\.manifestDigest) + report.damaged.map(\.listed.manifestDigest)
        try forget(Set(gone)) { (gone) throws(StoreError) in try sweep(scope, without: gone, &report) }
        try sweep(scope, &report)
        try sweepDownloads(&report)
        _ = consume lock
        return report
    }

    /// Takes an image with all its names away, and what only it needed. `imageInUse` where a container uses it.
    ///
    /// Layers that cache records need stay. While another process adds to the store nothing is swept: the next prune does.
    public func remove(_ image: StoredImage) throws(StoreError) -> PruneReport {
        let listed = try listed(image.id.description)
        var report = try remove(listed, with: try otherManifests(of: listed))
        report.images = [image]
        return report
    }

    /// Does the same with an image whose documents may be gone.
    ///
    /// - Parameter others: further manifests of the same image that go with it. While one with a name is left, containers
    ///   of the image have all that they need.
    public func remove(_ image: ListedImage, with others: [ListedImage] = []) throws(StoreError) -> PruneReport {
        var report = PruneReport()
        try unlist(image, with: others, &report)
        try sweepWhenFree(&report)
        return report
    }

    /// Takes an image with all its names off the list, and leaves what only it needed to `sweepUnlisted`: that reads all
    /// that the store has, which is enough once for many images.
    public func unlist(_ image: ListedImage, with others: [ListedImage] = []) throws(StoreError) {
        var report = PruneReport()
        try unlist(image, with: others, &report)
    }

    /// Takes away what is left of images that were unlisted; while another process adds to the store, the next prune does.
    @discardableResult
    public func sweepUnlisted() throws(StoreError) -> PruneReport {
        var report = PruneReport()
        try sweepWhenFree(&report)
        return report
    }

    private func unlist(
        _ image: ListedImage, with others: [ListedImage], _ report: inout PruneReport
    ) throws(StoreError) {
        let gone = Set(([image] + others).map(\.manifestDigest))
        let checkUse = { (list: ImageList) throws(StoreError) in
            if list.hasName(of: image.id, besides: gone) { return }
            let users = try self.pins().filter { $0.image == image.id }.map(\.name)
            guard users.isEmpty else { throw .imageInUse(image.id ?? image.manifestDigest, by: users) }
        }
        try forget(gone, unless: checkUse) { (gone) throws(StoreError) in
            let lock = try exclusiveUse()
            try sweep(Self.unlisted, without: gone, &report)
            _ = consume lock
        }
    }

    private func sweepWhenFree(_ report: inout PruneReport) throws(StoreError) {
        do throws(StoreError) {
            let lock = try exclusiveUse()
            try sweep(Self.unlisted, &report)
            _ = consume lock
        } catch .busy {
        }
    }

    /// Takes images off the list. On a disk so full that the list cannot be written, `freeing` takes away first what
    /// only they needed.
    private func forget(
        _ gone: Set<Digest>, unless check: (ImageList) throws(StoreError) -> Void = { _ in },
        freeing: (Set<Digest>) throws(StoreError) -> Void
    ) throws(StoreError) {
        guard !gone.isEmpty else { return }
        do throws(StoreError) {
            // Under the lock of the list: a container that pins the image looks at the list after that.
            try changeImageList { (list) throws(StoreError) in
                try check(list)
                list.remove(manifests: gone)
            }
        } catch {
            guard error.isFullDisk else { throw error }
            try freeing(gone)
            try changeImageList { list in list.remove(manifests: gone) }
        }
    }

    // MARK: Sweeping

    /// The scope that removes only what no image, pin or cache record needs.
    private static let unlisted = PruneScope(images: .none, cache: .none)

    private func sweep(
        _ scope: PruneScope, without gone: Set<Digest> = [], _ report: inout PruneReport
    ) throws(StoreError) {
        // The manifests are removed first: if this process is killed, an image without one is known to be half removed.
        for digest in gone { try remove(blobName(digest)) }
        var live = try liveByImages(without: gone)
        let ofImages = live.layers
        for record in try allRecords() {
            let isOld = scope.unusedSince.map { lastUse(ofRecord: record.key) < $0 } ?? true
            let isNeeded =
                switch scope.cache {
                case .none: true
                case .unused: !isOld || record.layers.allSatisfy(ofImages.contains)
                case .all: !isOld
                }
            if !isNeeded {
                try remove("cache/\(record.key.hex)")
                report.records += 1
            } else {
                for layer in record.layers { live.mark(layer) }
            }
        }
        if scope.cache == .all, scope.unusedSince == nil { try removeAll(in: ["lineage", "inputs"]) }
        try sweepLayers(live, &report)
        try sweepNames("diffs", keeping: Set(live.diffs.map(\.hex)))
        try sweepBlobs(live, &report)
        for name in try names(in: "tmp") { try TreeRemoval.remove(Array("tmp/\(name)".utf8), from: root) }
        try sweepTaskFolders()
        try sweepPulls(&report)
    }

    /// Folders of single tasks (`tmp-XXXXXX`), unless their process still holds them.
    private func sweepTaskFolders() throws(StoreError) {
        for name in try names(in: ".") where name.hasPrefix("tmp-") {
            guard try !isLocked(name) else { continue }
            try TreeRemoval.remove(Array(name.utf8), from: root)
        }
    }

    /// What interrupted pulls left, unless somebody goes on with it now.
    private func sweepPulls(_ report: inout PruneReport) throws(StoreError) {
        for name in try optionalNames(in: PullFolder.parent) where !name.hasSuffix(PullFolder.lockSuffix) {
            let folder = "\(PullFolder.parent)/\(name)"
            try sweep(folder, unlessLocked: folder + PullFolder.lockSuffix, &report)
        }
    }

    /// What `ADD` fetched, whole or not, unless a build fetches it now.
    private func sweepDownloads(_ report: inout PruneReport) throws(StoreError) {
        for name in try optionalNames(in: Downloads.parent) {
            let folder = "\(Downloads.parent)/\(name)"
            try sweep(folder, unlessLocked: "\(folder)/\(Downloads.lock)", &report)
        }
    }

    /// Removes a folder unless its lock is held. A missing lock file is not made, because the disk may be full; nobody
    /// can hold that lock.
    private func sweep(_ folder: String, unlessLocked name: String, _ report: inout PruneReport) throws(StoreError) {
        guard let lock = try Handle.existing(root, name, O_RDWR) else { return try takeAway(folder, &report) }
        guard try lock.lock(LOCK_EX | LOCK_NB) else { return }
        try takeAway(folder, &report)
        _ = consume lock
    }

    private func takeAway(_ folder: String, _ report: inout PruneReport) throws(StoreError) {
        report.bytes += try TreeSize.bytes(of: Array(folder.utf8), in: root)
        try removeTree(folder)
    }

    func liveByImages(without gone: Set<Digest> = []) throws(StoreError) -> LiveSet {
        var live = LiveSet(store: self)
        let inventory = try inventoryByManifest()
        for image in inventory.images where !gone.contains(image.manifestDigest) { try live.mark(image) }
        for image in inventory.damaged where !gone.contains(image.listed.manifestDigest) { try live.mark(image) }
        for pin in try pins() {
            for layer in pin.layers { live.mark(layer) }
        }
        return live
    }

    /// All records that can be read, without their payloads; the others are removed.
    func allRecords() throws(StoreError) -> [CacheRecord] {
        var records: [CacheRecord] = []
        for name in try names(in: "cache") {
            if let key = Digest(hex: name), var record = try record(key) {
                record.payload = []
                records.append(record)
            } else {
                try remove("cache/\(name)")
            }
        }
        return records
    }

    private func sweepLayers(_ live: LiveSet, _ report: inout PruneReport) throws(StoreError) {
        for name in try names(in: "layers") {
            guard let id = LayerID(name), !live.layers.contains(id), try !isLocked("layers/\(name)") else { continue }
            report.bytes += try TreeSize.bytes(of: Array("layers/\(name)".utf8), in: root)
            report.layers.append(id)
            try removeTree("layers/\(name)")
        }
    }

    /// Whether a process holds the snapshot.
    private func isLocked(_ name: String) throws(StoreError) -> Bool {
        guard let directory = try Handle.existing(root, name, O_RDONLY | O_DIRECTORY) else { return false }
        return try !directory.lock(LOCK_EX | LOCK_NB)
    }

    private func sweepBlobs(_ live: LiveSet, _ report: inout PruneReport) throws(StoreError) {
        let kept = Set(live.blobs.map(\.hex))
        for name in try names(in: Layout.blobs) where !kept.contains(name) {
            report.bytes += try TreeSize.bytes(of: Array("\(Layout.blobs)/\(name)".utf8), in: root)
            try remove("\(Layout.blobs)/\(name)")
        }
    }

    private func sweepNames(_ directory: String, keeping kept: Set<String>) throws(StoreError) {
        for name in try names(in: directory) where !kept.contains(name) { try remove("\(directory)/\(name)") }
    }

    private func removeAll(in directories: [String]) throws(StoreError) {
        for directory in directories { try sweepNames(directory, keeping: []) }
    }
}

/// How much space files take.
enum TreeSize {
    /// The bytes below a directory, without the directories' own.
    static func bytes(ofFilesIn name: [UInt8], in parent: Int32) throws(StoreError) -> Int64 {
        try bytes(of: name, in: parent, countingDirectories: false)
    }

    /// Bytes that the disk holds for a file or a directory with all below it.
    static func bytes(
        of name: [UInt8], in parent: Int32, countingDirectories: Bool = true
    ) throws(StoreError) -> Int64 {
        let path = CPath(name)
        var status = stat()
        guard path.call({ fstatat(parent, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else { return 0 }
        guard status.st_mode & S_IFMT == S_IFDIR else { return Int64(status.st_blocks) * 512 }
        let own = countingDirectories ? Int64(status.st_blocks) * 512 : 0
        let descriptor = path.call { openat(parent, $0, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC) }
        guard descriptor >= 0 else { return own }
        let directory = Handle(adopting: descriptor)
        return own + (try bytes(below: directory, countingDirectories))
    }

    private static func bytes(
        below directory: borrowing Handle, _ countsDirectories: Bool
    ) throws(StoreError) -> Int64 {
        var total: Int64 = 0
        let walk = try TreeWalk(top: directory.descriptor, order: .asFound)
        while let event = try walk.next() {
            guard case .found = event, let status = try walk.status() else { continue }
            let isDirectory = status.st_mode & S_IFMT == S_IFDIR
            if !isDirectory || countsDirectories { total += Int64(status.st_blocks) * 512 }
            if isDirectory { try walk.enter() }
        }
        return total
    }
}
