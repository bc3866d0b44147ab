import Foundation
import Glibc
import Testing

extension EndToEnd {
    @Suite(.enabled(if: Program.isBuilt, "build the program first: ./slipway test"))
    struct SaveTests {
        /// A path that is not a file is written to and stays: as root, `--output /dev/null` once replaced the machine's
        /// own.
        @Test func anArchiveGoesIntoAPipeAndLeavesItOne() throws {
            let project = try Project(named: "save")
            defer { project.remove() }
            try project.write("Dockerfile", "FROM scratch\nCOPY Dockerfile /\n")
            let slipway = Program(folder: project.folder)
            #expect(try slipway("build", "-t", "saved:v1", ".").status == 0)
            let line = "mkfifo pipe; cat pipe > copy.tar & timeout 20 \(Program.binary) save -o pipe saved:v1; wait"
            #expect(try slipway.run(["sh", "-c", line]).status == 0)
            var status = stat()
            #expect(stat(project.folder.appending(path: "pipe").path, &status) == 0)
            #expect(status.st_mode & S_IFMT == S_IFIFO)
            let names = try slipway.run(["tar", "-tf", "copy.tar"]).output
            #expect(names.contains("manifest.json"), "\(names)")
        }
    }
}
