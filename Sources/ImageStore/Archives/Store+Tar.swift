internal import Glibc
public import SystemPackage

extension Store {
    /// Writes what is below a folder into an open file as one tar: names in order of their bytes, owners as numbers, modes,
    /// times and attributes as they are, devices as such. The same files give the same bytes.
    ///
    /// - Parameter folder: the files of an image as a mount shows them, or a layer's diff.
    public static func writeTar(of folder: FilePath, to file: Int32) throws(StoreError) {
        let top = try Handle(AT_FDCWD, folder.string, O_RDONLY | O_DIRECTORY)
        var tar = LayerTar(sink: FileSink(descriptor: file))
        try tar.append(layer: top)
    }
}
