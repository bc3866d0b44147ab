import CLinux
import Foundation
import Testing

/// Paths that try to leave the directory that they are opened in.
@Suite struct PathTests {
    /// What each way of opening makes of a path: what it reads, or the error.
    static let paths: [(path: String, inRoot: String, beneath: String, withoutLinks: String)] = [
        ("file", "inside", "inside", "inside"),
        ("d/../file", "inside", "inside", "inside"),
        ("../secret", "ENOENT", "EXDEV", "EXDEV"),
        ("/file", "inside", "EXDEV", "EXDEV"),
        ("d/up/secret", "ENOENT", "EXDEV", "ELOOP"),
        ("absolute", "inside", "EXDEV", "ELOOP"),
        ("relative", "inside", "inside", "ELOOP"),
        ("circle", "ELOOP", "ELOOP", "ELOOP"),
        ("self/root/file", "ENOENT", "EXDEV", "ELOOP"),
    ]

    @Test(arguments: paths)
    func stayInside(_ path: String, _ inRoot: String, _ beneath: String, _ withoutLinks: String) throws {
        let scratch = try TemporaryDirectory()
        try Command.run(
            "bash", "-ec",
            """
            cd '\(scratch.path)'; echo -n outside >secret; mkdir -p root/d; cd root; echo -n inside >file
            ln -s ../.. d/up; ln -s /file absolute; ln -s d/../file relative; ln -s circle circle; ln -s /proc/self self
            """)
        let root = open(scratch("root"), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        defer { close(root) }
        #expect(Self.read(slipway_open_in_root(root, path, O_RDONLY, 0)) == inRoot)
        #expect(Self.read(slipway_open_beneath(root, path, O_RDONLY, 0)) == beneath)
        #expect(Self.read(slipway_open_without_links(root, path, O_RDONLY, 0)) == withoutLinks)
    }

    private static func read(_ descriptor: Int32) -> String {
        guard descriptor >= 0 else {
            return [ENOENT: "ENOENT", EXDEV: "EXDEV", ELOOP: "ELOOP"][errno] ?? "errno \(errno)"
        }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        return String(decoding: file.readDataToEndOfFile(), as: UTF8.self)
    }
}
