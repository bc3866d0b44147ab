internal import Glibc
internal import SystemPackage

extension ContainerFolder {
    /// Seconds since the container was made, and since its state changed last; nil where its folder is gone.
    public var ages: (sinceMade: Double, sinceChanged: Double)? {
        guard let made = Self.age(path.appending("record.json").string),
            let changed = Self.age(path.appending("state.json").string)
        else { return nil }
        return (made, changed)
    }

    private static func age(_ path: String) -> Double? {
        var status = stat()
        var now = timespec()
        guard stat(path, &status) == 0, clock_gettime(CLOCK_REALTIME, &now) == 0 else { return nil }
        let nanoseconds = Double(now.tv_nsec - status.st_mtim.tv_nsec)
        return Double(now.tv_sec - status.st_mtim.tv_sec) + nanoseconds / 1e9
    }
}
