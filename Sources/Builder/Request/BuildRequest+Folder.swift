internal import Glibc

extension BuildRequest {
    /// Absolute path of the folder that is the build context, without links; nil where it was sent on standard input or
    /// fetched from an address.
    var contextFolder: String? {
        guard shownContext != "-", !shownContext.contains("://"), let path = realpath(context, nil) else { return nil }
        defer { free(path) }
        return String(cString: path)
    }
}
