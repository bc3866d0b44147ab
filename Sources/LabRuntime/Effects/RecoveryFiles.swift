internal import Files
internal import Glibc
internal import ImageFormat
internal import Surroundings
internal import TextEditing

/// `recovery/` beside the image store: unsaved texts, a file each.
struct RecoveryFiles: Sendable {
    private let folder: String
    private let workspace: String

    init(_ place: Workplace) {
        folder = place.home + "/recovery"
        workspace = place.workspace
    }

    /// Keeps a text; nil takes its copy away. A disk that is full costs the copy, not the text in the editor.
    func keep(_ text: [UInt8]?, of file: String) {
        guard let text else {
            unlink(path(of: file))
            return
        }
        try? WholeFile.replace(
            path(of: file), with: RecoveryCopy(path: name(of: file), base: nil, text: text).bytes)
    }

    /// The text that an earlier lab kept; nil where there is none that is whole.
    func text(of file: String) -> [UInt8]? {
        guard let bytes = try? WholeFile.read(path(of: file)), let copy = RecoveryCopy(bytes: bytes),
            copy.path == name(of: file)
        else { return nil }
        return copy.text
    }

    private func name(of file: String) -> String { workspace + "/" + file }

    private func path(of file: String) -> String { folder + "/" + Digest(of: Array(name(of: file).utf8)).hex }
}
