internal import CLinux
internal import Glibc

/// Sets the times of a layer's files.
enum LayerTimes {
    /// Gives each file that is younger than `latest` (seconds since 1970) that time.
    static func clamp(_ directory: borrowing Handle, to latest: Int64) throws(StoreError) {
        for name in try DirectoryNames.read(directory) {
            let file = CPath(name)
            let descriptor = directory.descriptor
            var status = stat()
            guard file.call({ fstatat(descriptor, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 else {
                throw .failed("stat", file.description)
            }
            if status.st_mode & S_IFMT == S_IFDIR {
                let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
                let opened = file.call { openat(descriptor, $0, flags) }
                guard opened >= 0 else { throw .failed("open", file.description) }
                try clamp(Handle(adopting: opened), to: latest)
            }
            guard status.st_mtim.tv_sec >= latest else { continue }
            guard file.call({ slipway_set_times(descriptor, $0, latest, 0) }) == 0 else {
                throw .failed("date", file.description)
            }
        }
    }
}
