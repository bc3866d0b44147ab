import Foundation
import ImageFormat
import SystemPackage
import Testing

@testable import ImageStore

/// Archives as GNU tar and Python write them.
@Suite struct TarReaderTests {
    static let formats = [
        "gnu", "pax", "ustar", "oldgnu", "v7", "posix --sparse", "gnu --sparse", "posix --sparse --sparse-version=0.1",
        "posix --sparse --sparse-version=0.0",
    ]

    @Test(arguments: formats)
    func readsWhatGNUTarWrites(_ format: String) throws {
        let scratch = try TemporaryStore()
        let source = scratch.directory("source")
        try Command.run(
            "bash", "-ec",
            """
            mkdir -p '\(source)'/d/e; cd '\(source)'; echo hello >d/e/f; ln -s e d/l; ln d/e/f d/g
            truncate -s 1M holes; printf middle | dd of=holes bs=1 seek=500000 conv=notrunc status=none
            case '\(format)' in (v7|ustar) ;; (*) n=$(printf 'n%.0s' {1..150}); mkdir -p $n; echo long >$n/$n; ln -s $n/$n long;; esac
            touch -d @1000 holes
            tar -cf '\(source).tar' --format=\(format) -C '\(source)' .
            """)
        let tar = [UInt8](try Data(contentsOf: URL(fileURLWithPath: source + ".tar")))
        let layer = try scratch.extract(tar)
        try Command.run("diff", "-r", "--no-dereference", source, layer.path.string)
        #expect(try Command.run("stat", "-c", "%Y %s", layer.path.appending("holes").string) == "1000 1048576\n")
        let links = try Command.run("stat", "-c", "%h", layer.path.appending("d/g").string)
        #expect(links == "2\n")
        if format.contains("sparse") {
            let blocks = try Command.run("stat", "-c", "%b", layer.path.appending("holes").string)
            #expect((Int(blocks.dropLast()) ?? .max) < 256, "the holes are kept")
        }
    }

    /// umoci writes layers that end right behind the last file's content.
    @Test func takesALayerWithoutItsLastPadding() throws {
        let scratch = try TemporaryStore()
        let file = scratch.directory("two")
        try Command.run("bash", "-ec", "echo 1 >'\(file)'; tar -cf '\(file).tar' -C '\(scratch.directory.path)' two")
        let tar = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file + ".tar")))
        let layer = try scratch.extract(Array(tar.prefix(512 + 2)))
        #expect(try Data(contentsOf: URL(fileURLWithPath: layer.path.appending("two").string)) == Data("1\n".utf8))
        #expect(throws: StoreError.badArchive(offset: 513, reason: "it ends in the middle of an entry")) {
            try scratch.extract(Array(tar.prefix(512 + 1)))
        }
    }

    @Test(.enabled(if: Command.exists("python3"), "needs python3"))
    func readsNamesOfAnyBytes() throws {
        let scratch = try TemporaryStore()
        let file = scratch.directory("odd.tar")
        try Command.run(
            "python3", "-c",
            """
            import tarfile, io
            for format in (tarfile.PAX_FORMAT, tarfile.GNU_FORMAT):
                with tarfile.open('\(file)' + str(format), 'w', format=format) as tar:
                    for name in ('caf\\u00e9', 'bad\\udcff\\udcfe', 'new\\nline', 'blank \\u4e2d' * 25):
                        info = tarfile.TarInfo(name); info.size = 1; info.mtime = 1.5
                        tar.addfile(info, io.BytesIO(b'x'))
            """)
        let expected = "['bad\\udcff\\udcfe', 'blank 中blank', 'café', 'new\\nline']\n"
        for format in ["1", "2"].filter({ FileManager.default.fileExists(atPath: file + $0) }) {
            let store = try TemporaryStore()
            let layer = try store.extract([UInt8](try Data(contentsOf: URL(fileURLWithPath: file + format))))
            let names = try Command.run(
                "python3", "-c", "import os; print([n[:12] for n in sorted(os.listdir('\(layer.path)'))])")
            #expect(names == expected)
        }
    }
}
