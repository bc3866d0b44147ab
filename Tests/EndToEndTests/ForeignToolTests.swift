import Foundation
import Glibc
import Testing

/// The tools that images are exchanged with here.
private enum ForeignTools {
    static let areInstalled =
        geteuid() == 0
        && ["/usr/bin/skopeo", "/usr/bin/umoci", "/usr/bin/buildah", "/usr/sbin/setcap", "/usr/bin/python3"]
            .allSatisfy { FileManager.default.isExecutableFile(atPath: $0) }
}

extension EndToEnd {
    /// Files of every kind that a layer can hold, by way of the ecosystem's tools: what they read of ours is what we put
    /// in, and what we read of theirs is what they did.
    @Suite(
        .enabled(if: Program.isBuilt, "build the program first: ./slipway test"),
        .enabled(
            if: ForeignTools.areInstalled, "needs root, and Debian's skopeo, umoci, buildah, libcap2-bin and python3"))
    struct ForeignToolTests {
        /// Makes the files in the folder `odd` and packs them, with all that tar can keep.
        private static let make = #"""
            set -e
            mkdir odd; cd odd
            mkdir -p d/sub bin empty; chmod 1777 d; chown 1234:70000 d/sub
            truncate -s 40M sparse; printf x | dd of=sparse bs=1 seek=30000000 conv=notrunc status=none
            cp /bin/true bin/ping; chmod 4755 bin/ping; setcap cap_net_raw+ep bin/ping
            echo a >x; python3 -c 'import os; os.setxattr("x", "user.note", b"\x00hello\xff")'
            ln x hard; ln -s /etc/passwd up; ln -s "$(printf 'bad\377')" bytes
            mknod null c 1 3; mknod disk b 7 200; mkfifo pipe
            printf n >"$(printf 'name\377 \001')"; printf l >"$(printf 'L%.0s' $(seq 250))"
            touch -d @1000000 x d/sub bin/ping
            cd ..
            tar -C odd --xattrs --xattrs-include='*' --sparse -cf odd.tar .
            """#

        /// What there is to know of a folder's files, but not of the folder itself; the times of
        /// files whose time was set, for buildah does not keep all others.
        private static let list = #"""
            set -e
            cd "$1"
            find . -mindepth 1 ! -type d -printf '%y %m %U:%G %s %n %l %p\n' | LC_ALL=C sort -k6
            find . -mindepth 1 -type d -printf '%y %m %U:%G %p\n' | LC_ALL=C sort
            stat -c '%t:%T %n' null disk
            stat -c '%Y %n' x bin/ping
            getcap bin/ping
            python3 -c 'import os; print(os.getxattr("x", "user.note"))'
            sha256sum sparse
            """#

        private func listing(_ folder: String, _ user: RegistryUser) throws -> String {
            let listed = try user.program.run(["sh", "-c", Self.list, "sh", folder])
            try #require(listed.status == 0, "\(listed.errors)")
            return listed.output
        }

        /// A listing as one of our own layers has it: a socket with a mark stands for a device node.
        private func marked(_ listing: String) -> String {
            listing.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                if line.hasSuffix(" ./null") || line.hasSuffix(" ./disk") { return "s" + line.dropFirst() }
                return line == "1:3 null" || line == "7:c8 disk" ? "0:0 " + line.suffix(4) : String(line)
            }.joined(separator: "\n")
        }

        private func marks(_ folder: String, _ user: RegistryUser) throws -> String {
            let read = "print(*(os.getxattr(n, 'trusted.slipway.device').decode() for n in ('null', 'disk')), sep=', ')"
            return try shell("cd '\(folder)'; python3 -c \"import os; \(read)\"", user)
        }

        private func shell(_ script: String, _ user: RegistryUser) throws -> String {
            let outcome = try user.program.run(["sh", "-ec", script])
            try #require(outcome.status == 0, "\(script): \(outcome.errors)")
            return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        private func layerFolder(_ name: String, _ user: RegistryUser) throws -> String {
            let found = try user.program("inspect", "--format", "{{json .GraphDriver.Data.Layers}}", name)
            try #require(found.status == 0, "\(found.errors)")
            let layers = try JSONSerialization.jsonObject(with: Data(found.output.utf8)) as? [String] ?? []
            return try #require(layers.first)
        }

        private func oddUser() throws -> RegistryUser {
            let user = try RegistryUser()
            _ = try shell(Self.make, user)
            return user
        }

        @Test(arguments: ["none", "gzip", "zstd"]) func theyReadOurs(_ compression: String) throws {
            let user = try oddUser()
            defer { user.remove() }
            let wanted = try listing("odd", user)
            let project = Project(folder: user.folder.appending(path: "context"))
            try project.write("Dockerfile", "FROM scratch\nADD odd.tar /\nCMD [\"/x\"]\n")
            _ = try shell("mv odd.tar context", user)
            #expect(try user.program("build", "-q", "-t", "odd:v1", "context").status == 0)
            #expect(try listing(layerFolder("odd:v1", user), user) == marked(wanted), "the layer itself")
            #expect(try marks(layerFolder("odd:v1", user), user) == "c 1 3, b 7 200")
            #expect(
                try user.program("save", "--compression", compression, "--output", "odd.oci", "odd:v1").status == 0)

            // Debian's umoci does not know zstd.
            if compression != "zstd" {
                _ = try shell("skopeo --insecure-policy copy -q oci-archive:odd.oci oci:layout:odd", user)
                _ = try shell("umoci unpack --image layout:odd unpacked", user)
                #expect(try listing("unpacked/rootfs", user) == wanted, "umoci")
            }
            let buildah = "buildah --root $PWD/b --runroot $PWD/r --storage-driver vfs"
            let mounted = try shell("\(buildah) mount $(\(buildah) from -q oci-archive:$PWD/odd.oci)", user)
            #expect(try listing(mounted, user) == wanted, "buildah")

            var other = user
            other.program.home = user.folder.appending(path: "other").path
            #expect(try other.program("load", "--input", "odd.oci").status == 0)
            #expect(try listing(layerFolder("odd:v1", other), other) == marked(wanted), "Slipway")
            let space = try shell("du -k '\(layerFolder("odd:v1", other))/sparse'", other)
            #expect(try #require(space.split(separator: "\t").first.flatMap { Int($0) }) < 100, "it is sparse again")
        }

        @Test(arguments: ["oci-archive", "docker-archive"]) func weReadTheirs(_ kind: String) throws {
            let user = try oddUser()
            defer { user.remove() }
            let wanted = try listing("odd", user)
            let buildah = "buildah --root $PWD/b --runroot $PWD/r --storage-driver vfs"
            _ = try shell(
                """
                c=$(\(buildah) from scratch)
                \(buildah) add -q $c odd.tar /
                \(buildah) config --label made=there --workingdir /d $c
                \(buildah) commit -q $c theirs:v1
                \(buildah) push -q theirs:v1 \(kind):$PWD/theirs.tar:theirs:v1
                """, user)
            let loaded = try user.program("load", "--input", "theirs.tar")
            #expect(loaded.status == 0, "\(loaded.errors)")
            let image = try #require(loaded.output.split(separator: " ").last).trimmingCharacters(in: .newlines)
            let found = try listing(layerFolder(image, user), user)
            #expect(found == marked(wanted))
            #expect(try marks(layerFolder(image, user), user) == "c 1 3, b 7 200")
            let format = "{{.Config.WorkingDir}} {{.Config.Labels.made}}"
            #expect(try user.program("inspect", "--format", format, image).output == "/d there\n")
        }

        @Test func umocisImagesAndWhiteoutsAreRead() throws {
            let user = try RegistryUser()
            defer { user.remove() }
            _ = try shell(
                """
                umoci init --layout layout
                umoci new --image layout:v1
                mkdir -p tree/d tree/o; echo 1 >tree/d/gone; echo 2 >tree/d/stays; echo 3 >tree/o/old
                umoci insert --image layout:v1 tree /t
                umoci insert --image layout:v1 --whiteout /t/d/gone
                mkdir new; echo 4 >new/fresh
                umoci insert --image layout:v1 --opaque new /t/o
                umoci config --image layout:v1 --config.cmd /t
                skopeo --insecure-policy copy -q oci:layout:v1 oci-archive:umoci.tar:umoci:v1
                """, user)
            let loaded = try user.program("load", "--input", "umoci.tar")
            #expect(loaded.status == 0, "\(loaded.errors)")
            // Without a base or a step, the export of an image is what its layers show together.
            let project = Project(folder: user.folder.appending(path: "context"))
            try project.write("Dockerfile", "FROM umoci:v1\nCOPY --from=umoci:v1 /t /copy\n")
            let built = try user.program("build", "-q", "--output", "type=local,dest=out", "context")
            #expect(built.status == 0, "\(built.errors)")
            #expect(try shell("cd out/copy; find . -type f | LC_ALL=C sort", user) == "./d/stays\n./o/fresh")
        }
    }
}
