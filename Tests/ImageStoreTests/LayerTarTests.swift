import Foundation
import ImageFormat
import Testing

@testable import ImageStore

/// The tar of a diff directory, and what comes of it when it is extracted again.
@Suite struct LayerTarTests {
    /// Kinds of content, each made by a shell script and listed as GNU tar sees it: mode, owner, size, name.
    static let contents: [(name: String, script: String, listing: String)] = [
        ("nothing", ":", ""),
        (
            "files in order of their names, each directory whole",
            "mkdir b; echo 1 >b/x; echo 22 >a; chmod 640 a; chown 3:4 a; echo 333 >b-",
            """
            -rw-r----- 3/4 3 a
            drwxr-xr-x 0/0 0 b/
            -rw-r--r-- 0/0 2 b/x
            -rw-r--r-- 0/0 4 b-

            """
        ),
        (
            "links", "echo x >a; ln a b; ln -s ../../etc/passwd c; ln -s a d",
            """
            -rw-r--r-- 0/0 2 a
            hrw-r--r-- 0/0 0 b link to a
            lrwxrwxrwx 0/0 0 c -> ../../etc/passwd
            lrwxrwxrwx 0/0 0 d -> a

            """
        ),
        (
            "whiteouts", "mkdir d; mknod d/gone c 0 0; mknod gone c 0 0; mkfifo p",
            """
            drwxr-xr-x 0/0 0 d/
            ---------- 0/0 0 d/.wh.gone
            ---------- 0/0 0 .wh.gone
            prw-r--r-- 0/0 0 p

            """
        ),
        (
            "set-user-ID, sticky and closed directories",
            "echo >s; chmod 4755 s; mkdir t; chmod 1777 t; mkdir u; echo >u/x; chmod 0 u",
            """
            -rwsr-xr-x 0/0 1 s
            drwxrwxrwt 0/0 0 t/
            d--------- 0/0 0 u/
            -rw-r--r-- 0/0 1 u/x

            """
        ),
        (
            "a long name and a long target",
            "n=$(printf 'n%.0s' {1..200}); mkdir $n; echo >$n/$n; ln -s $n/$n/$n l",
            {
                let name = String(repeating: "n", count: 200)
                return """
                    lrwxrwxrwx 0/0 0 l -> \(name)/\(name)/\(name)
                    drwxr-xr-x 0/0 0 \(name)/
                    -rw-r--r-- 0/0 1 \(name)/\(name)

                    """
            }()
        ),
        (
            "large numbers for owners", "echo >f; chown 3000000:4000000000 f",
            "-rw-r--r-- 3000000/4000000000 1 f\n"
        ),
    ]

    @Test(.enabled(if: Command.isRoot, "needs root"), arguments: contents)
    func isAsExpected(_ name: String, _ script: String, _ listing: String) throws {
        let scratch = try TemporaryStore()
        let layer = try scratch.layer("umask 022\n" + script)
        let file = scratch.directory("layer.tar")
        let tar = try scratch.store.tar(of: layer)
        try Data(tar).write(to: URL(fileURLWithPath: file))
        let listed = try Command.run(
            "bash", "-ec", "tar --numeric-owner -tvf '\(file)' | sed -E 's/ +/ /g; s/ [0-9-]{10} [0-9:]{5}//'")
        #expect(listed == listing)
        #expect(layer.diff?.id == Digest(of: tar))
        #expect(layer.diff?.tarSize == Int64(tar.count))
    }

    @Test(.enabled(if: Command.isRoot, "needs root"), arguments: contents)
    func aLayerIsTheSameAfterItsTarIsExtracted(_ name: String, _ script: String, _ listing: String) throws {
        let scratch = try TemporaryStore()
        let tar = try scratch.store.tar(of: try scratch.layer(script))
        let other = try TemporaryStore()
        let layer = try other.extract(tar)
        #expect(try other.store.tar(of: layer) == tar)
        #expect(layer.source == nil, "a tar like our own is not kept beside the files")
    }

    @Test(.enabled(if: Command.isRoot, "needs root"))
    func keepsAttributesAndOpaqueDirectories() throws {
        let scratch = try TemporaryStore()
        let layer = try scratch.layer(
            """
            mkdir o; echo x >o/x; echo y >f
            python3 - <<'END'
            import os
            os.setxattr('o', 'trusted.overlay.opaque', b'y')
            os.setxattr('o', 'trusted.overlay.impure', b'y')
            os.setxattr('f', 'user.note', b'hello')
            os.setxattr('f', 'security.capability', bytes.fromhex('0100000200040000000000000000000000000000'))
            END
            """)
        let tar = try scratch.store.tar(of: layer)
        let text = String(decoding: tar, as: UTF8.self)
        #expect(text.contains("o/.wh..wh..opq"))
        #expect(text.contains("SCHILY.xattr.user.note=hello\n"))
        #expect(text.contains("SCHILY.xattr.security.capability="))
        #expect(!text.contains("overlay"))
        let other = try TemporaryStore()
        let again = try other.extract(tar)
        let attributes = try Command.run(
            "python3", "-c",
            "import os; os.chdir('\(again.path)'); print([(n, os.getxattr(f, n).hex()) for f in 'fo' for n in sorted(os.listxattr(f))])"
        )
        let expected = """
            [('security.capability', '0100000200040000000000000000000000000000'), ('user.note', '68656c6c6f'), \
            ('trusted.overlay.opaque', '79')]

            """
        #expect(attributes == expected)
    }

    @Test(.enabled(if: Command.isRoot, "needs root"))
    func refusesFilesThatDependOnOtherLayers() throws {
        let scratch = try TemporaryStore()
        #expect(throws: StoreError.corrupt(path: "trusted.overlay.redirect")) {
            try scratch.layer(
                "mkdir d; python3 -c \"import os; os.setxattr('d', 'trusted.overlay.redirect', b'/x')\"")
        }
    }

    @Test func isTheSameForTheSameFilesInAnotherPlaceAndOrder() throws {
        let scratch = try TemporaryStore()
        let first = try scratch.layer("echo 1 >a; echo 2 >b; touch -d @1000 a b")
        let second = try scratch.layer("echo 2 >b; echo 1 >a; touch -d @1000.5 a b")
        #expect(first.id != second.id)
        #expect(first.diff == second.diff)
        #expect(first.diff?.fileBytes == 4)
    }

    @Test func laterTimesAreClampedInTheDiff() throws {
        let scratch = try TemporaryStore()
        let layers = try ["2000", "3000"].map { time in
            let snapshot = try scratch.store.beginSnapshot()
            try Command.run("bash", "-ec", "cd '\(snapshot.upper)'; mkdir d; echo 1 >d/a; touch -d @\(time) d/a d")
            let layer = try scratch.store.commit(snapshot)
            return try scratch.store.computeDiff(of: layer.id, clampingTimesTo: 1500)
        }
        #expect(layers[0] == layers[1])
    }

    @Test func readsHolesAsZeros() throws {
        let scratch = try TemporaryStore()
        let sparse = try scratch.layer("truncate -s 300K f; touch -d @1 f")
        let dense = try scratch.layer("head -c 300K /dev/zero >f; touch -d @1 f")
        #expect(sparse.diff == dense.diff)
    }

    @Test(arguments: [("gzip", ["gzip"]), ("zstd", ["zstd", "-q"]), ("xz", ["xz"])])
    func readsCompressedLayers(_ name: String, _ command: [String]) throws {
        let scratch = try TemporaryStore()
        let tar = try scratch.store.tar(of: try scratch.layer("seq 100000 >numbers"))
        let file = scratch.directory("layer")
        try Data(tar).write(to: URL(fileURLWithPath: file))
        let packed = scratch.directory("packed")
        try Command.run("bash", "-ec", "\(command.joined(separator: " ")) <'\(file)' >'\(packed)'")
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: packed)))
        let other = try TemporaryStore()
        let writer = try other.store.beginBlob()
        try bytes.withUnsafeBytes { try writer.write($0) }
        let blob = Descriptor(mediaType: .layer(.gzip), digest: try writer.finish(), size: Int64(bytes.count))
        let layer = try other.store.extractLayer(blob, diffID: Digest(of: tar))
        #expect(try other.store.tar(of: layer) == tar)
        #expect(layer.source == blob)
    }
}
