internal import CLinux
internal import Glibc

/// Sets the times of a layer's files.
enum LayerTimes {
    /// Gives each file that is younger than `latest` (seconds since 1970) that time.
    static func clamp(_ directory: borrowing Handle, to latest: Int64) throws(StoreError) {
        let walk = try TreeWalk(top: directory.descriptor, order: .asFound)
        while let event = try walk.next() {
            guard let status = try walk.status() else { continue }
            let isFolder = status.st_mode & S_IFMT == S_IFDIR
            if case .found = event, isFolder {
                try walk.enter()
            } else if status.st_mtim.tv_sec >= latest {
                try setTime(latest, of: walk)
            }
        }
    }

    private static func setTime(_ time: Int64, of walk: TreeWalk) throws(StoreError) {
        let folder = walk.folder
        guard walk.withName({ slipway_set_times(folder, $0, time, 0) }) == 0 else {
            throw .failed("date", walk.shownPath)
        }
    }
}
