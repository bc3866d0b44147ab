internal import Glibc

/// A folder of the store for the time of one task.
struct TemporaryFolder {
    let path: String

    init(in parent: String) throws(StepError) {
        var template = Array((parent + "/tmp-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw .write(.system(path: parent, errno)) }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Removes the folder and what is in it; links are not followed.
    func remove() { Self.remove(path) }

    static func remove(_ path: String) {
        if unlink(path) == 0 || errno == ENOENT { return }
        if let stream = opendir(path) {
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                }
                if name != ".", name != ".." { remove(path + "/" + name) }
            }
            closedir(stream)
        }
        rmdir(path)
    }
}
