internal import Glibc

/// Flags of `open` that Glibc's module does not show.
enum OpenFlags {
    /// `O_PATH | O_CLOEXEC`: a place, without access to what is there.
    static let path = 0o10_000_000 | O_CLOEXEC
}
