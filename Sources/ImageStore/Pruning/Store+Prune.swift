internal import Glibc
internal import ImageFormat

extension Store {
    /// Takes away what the scope allows and what nothing needs any more: layers, blobs, files that a dead process left.
    ///
    /// `busy` while another process adds to the store. In a store of a plain user it must run in the user namespace that
    /// owns the layers' files.
    public func prune(_ scope: PruneScope) throws(StoreError) -> PruneReport {
        let lock = try exclusiveUse()
        var report = PruneReport()
        let pinned = Set(try pins().map(\.image))
        report.images = try images().filter { image in
            switch scope.images {
            case .none: false
            case .dangling: image.references.isEmpty && !pinned.contains(image.id)
            case .unused: !pinned.contains(image.id)
            }
        }
        let gone = report.images.map(\.manifestDigest)
        try changeImageList { list in for digest in gone { list.remove(manifest: digest) } }
        try sweep(scope.cache, &report)
        _ = consume lock
        return report
    }

    /// Takes an image with all its names away, and what only it needed. `imageInUse` where a container uses it.
    ///
    /// Layers that cache records need stay. While another process adds to the store nothing is swept: the next prune does.
    public func remove(_ image: StoredImage) throws(StoreError) -> PruneReport {
        let users = try pins().filter { $0.image == image.id }.map(\.name)
        guard users.isEmpty else { throw .imageInUse(image.id, by: users) }
        var report = PruneReport()
        report.images = [image]
        try changeImageList { list in list.remove(manifest: image.manifestDigest) }
        do throws(StoreError) {
            let lock = try exclusiveUse()
            try sweep(.none, &report)
            _ = consume lock
        } catch .busy {
        }
        return report
    }

    // MARK: Sweeping

    private func sweep(_ cache: PruneScope.Cache, _ report: inout PruneReport) throws(StoreError) {
        var live = try liveByImages()
        for record in try allRecords() {
            let isNeeded =
                switch cache {
                case .none: true
                case .unused: record.layers.allSatisfy(live.layers.contains)
                case .all: false
                }
            if !isNeeded {
                try remove("cache/\(record.key.hex)")
                report.records += 1
            } else if cache != .unused {
                for layer in record.layers { live.mark(layer, in: self) }
            }
        }
        if cache == .all { try removeAll(in: ["lineage", "inputs"]) }
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
        guard faccessat(root, PullFolder.parent, F_OK, 0) == 0 else { return }
        for name in try names(in: PullFolder.parent) where !name.hasSuffix(PullFolder.lockSuffix) {
            let folder = "\(PullFolder.parent)/\(name)"
            let lock = try Handle(root, folder + PullFolder.lockSuffix, O_RDWR | O_CREAT)
            guard try lock.lock(LOCK_EX | LOCK_NB) else { continue }
            report.bytes += try TreeSize.bytes(of: Array(folder.utf8), in: root)
            try removeTree(folder)
        }
    }

    func liveByImages() throws(StoreError) -> LiveSet {
        var live = LiveSet()
        for image in try images() { try live.mark(image, in: self) }
        for pin in try pins() {
            for layer in pin.layers { live.mark(layer, in: self) }
        }
        return live
    }

    /// All records that can be read; the others are removed.
    func allRecords() throws(StoreError) -> [CacheRecord] {
        var records: [CacheRecord] = []
        for name in try names(in: "cache") {
            if let key = Digest(hex: name), let record = try record(key) {
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
    /// The same without the directories' own.
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
