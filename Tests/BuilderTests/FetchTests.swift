import BuildPlan
import Foundation
import Glibc
import ImageFormat
import ImageStore
import SystemPackage
import Testing

@testable import Builder

/// Tests with a server of their own, on this machine.
private var canFetch: Bool { NetworkChild.find() != nil && access("/usr/bin/python3", X_OK) == 0 }

@Suite(.enabled(if: canFetch, "slipway-registry must be built, and the server needs python3")) struct FetchTests {
    @Test func addFetchesAFile() throws {
        let lab = try BuildLab()
        let server = try FileServer(files: ["f.txt": "hello\n"])
        let text = "FROM scratch\nADD \(server.url)/f.txt /d/\nADD --chmod=644 \(server.url)/f.txt?x=1 /e"
        let outcome = try lab.build(text)
        #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
        #expect(try lab.file("d/f.txt") == "hello\n")
        #expect(try lab.status("d/f.txt")?.st_mode == S_IFREG | 0o600)
        #expect(try lab.status("d/f.txt")?.st_mtim.tv_sec == 981_173_106)
        #expect(try lab.status("e")?.st_mode == S_IFREG | 0o644)
        #expect(try lab.build(text).letters == "dcc")
        try server.write("f.txt", "other\n")
        let changed = try lab.build(text)
        #expect(changed.letters == "ddd")
        #expect(changed.firstMiss == .filesChanged([FileChange(path: server.url + "/f.txt", kind: .content)]))
    }

    @Test func aChecksumIsKept() throws {
        let lab = try BuildLab()
        let digest = Digest(of: Array("hello\n".utf8))
        var server: FileServer? = try FileServer(files: ["f.txt": "hello\n"])
        let url = try #require(server?.url) + "/f.txt"
        let text = "FROM scratch\nADD --checksum=\(digest) \(url) /f"
        #expect(try lab.build(text).image != nil)
        server = nil
        #expect(try lab.build(text).letters == "dc", "what is known needs no network")
        let other = try FileServer(files: ["f.txt": "other\n"])
        let outcome = try lab.build("FROM scratch\nADD --checksum=\(digest) \(other.url)/f.txt /f")
        #expect(outcome.failure?.message.contains("is not what --checksum says") == true)
    }

    @Test func anArchiveOfAURLStaysOneUnlessAsked() throws {
        let lab = try BuildLab()
        let server = try FileServer(files: ["x": "x"])
        let tar = Process()
        tar.executableURL = URL(filePath: "/bin/tar")
        tar.arguments = ["-C", server.folder, "-czf", server.folder + "/t.tgz", "x"]
        try tar.run()
        tar.waitUntilExit()
        let text = "FROM scratch\nADD \(server.url)/t.tgz /a/\nADD --unpack=true \(server.url)/t.tgz /b/"
        #expect(try lab.build(text).image != nil)
        #expect(try lab.status("a/t.tgz") != nil)
        #expect(try lab.file("b/x") == "x")
    }

    @Test func whatCannotBeFetchedSaysSo() throws {
        let lab = try BuildLab()
        let server = try FileServer(files: [:])
        let missing = try lab.build("FROM scratch\nADD \(server.url)/none /f")
        #expect(
            missing.failure?.message
                == "ADD could not fetch `\(server.url)/none`: \(server.url.dropFirst("http://".count)) answered with status 404."
        )
        let offline = try lab.build("FROM scratch\nADD \(server.url)/none /f") { $0.mayFetch = false }
        #expect(offline.failure?.message.hasSuffix("there is no network.") == true)
        let git = try lab.build("FROM scratch\nADD https://example.org/a.git#main /f")
        #expect(git.failure?.message.hasPrefix("ADD does not fetch from git here") == true)
    }

    @Test func aBaseImageComesFromItsRegistry() throws {
        let other = try BuildLab()
        try other.write("a", "from the registry")
        #expect(try other.build("FROM scratch\nCOPY a /a\nENV A=1").image != nil)
        let server = try FileServer(files: [:])
        try other.store.export(
            ImageBundle(images: [.init(image: try other.image(), references: [])]), to: FilePath(server.folder))
        let lab = try BuildLab()
        let name = server.url.dropFirst("http://".count) + "/team/base:1"
        let outcome = try lab.build("FROM \(name)\nENV B=2")
        #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
        #expect(try lab.file("a") == "from the registry")
        #expect(try lab.build("FROM \(name)\nENV B=2").letters == "dc")
        #expect(try lab.build("FROM \(name)\nENV B=2") { $0.pulls = true }.letters == "dc")
        let missing = try lab.build("FROM scratch\nCOPY --from=\(name)x /a /a")
        #expect(missing.failure?.location == "Dockerfile:2:1")
        #expect(missing.failure?.message.contains("is not in the store, and could not be pulled") == true)
    }

    /// A server with an image of one layer, and the lab whose image it is.
    private func servedImage() throws -> (server: FileServer, lab: BuildLab) {
        let lab = try BuildLab()
        try lab.write("a", "from the registry")
        try #require(try lab.build("FROM scratch\nCOPY a /a").image != nil)
        let server = try FileServer(files: [:])
        try lab.store.export(
            ImageBundle(images: [.init(image: try lab.image(), references: [])]), to: FilePath(server.folder))
        return (server, lab)
    }

    /// A layer that the store has is not fetched, whatever image brought it.
    @Test func ofABaseImageOnlyTheLayersAreFetchedThatAreNotThere() throws {
        let (server, lab) = try servedImage()
        for layer in try lab.image().manifest.layers {
            try FileManager.default.removeItem(atPath: "\(server.folder)/blobs/sha256/\(layer.digest.hex)")
        }
        let name = server.url.dropFirst("http://".count) + "/team/base:1"
        let outcome = try lab.build("FROM \(name)\nENV B=2")
        #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
        #expect(try BuildLab().build("FROM \(name)").image == nil, "a store without it needs the layer")
    }

    /// As people pin a base image: by the digest of its list of platforms.
    @Test func aBaseImageIsNamedByTheDigestOfAList() throws {
        let (server, _) = try servedImage()
        let read = { (name: String) in Array(try Data(contentsOf: URL(filePath: server.folder + name))) }
        var entry = try #require(try Index(parsing: read("/index.json")).manifests.first)
        entry.annotations = [:]
        entry.platform = .host
        let list = Index(manifests: [entry]).encoded()
        try Data(list).write(to: URL(filePath: "\(server.folder)/blobs/sha256/\(Digest(of: list).hex)"))
        let name = "\(server.url.dropFirst("http://".count))/team/base@\(Digest(of: list))"
        let lab = try BuildLab()
        let outcome = try lab.build("FROM \(name)\nENV B=2")
        #expect(outcome.image != nil, "\(outcome.failure?.message ?? "")")
        #expect(try lab.image(name).repositoryDigests.map(\.familiar) == [name])
        #expect(try lab.build("FROM \(name)\nENV B=2") { $0.mayFetch = false }.letters == "dc", "it is there now")
    }
}

/// Serves a folder over HTTP, and as a registry if the folder is an OCI image layout.
private final class FileServer {
    let folder: String
    let url: String
    private let process = Process()

    private static let program = """
        import http.server, json, os, sys
        os.chdir(sys.argv[1])
        class Handler(http.server.SimpleHTTPRequestHandler):
            def log_message(self, *words): pass
            def do_GET(self):
                parts = self.path.split('/')
                if self.path == '/v2/': return self.answer(b'{}', 'application/json')
                if len(parts) > 4 and parts[1] == 'v2':
                    if parts[-1].endswith('x'): return self.send_error(404)
                    manifest = json.load(open('index.json'))['manifests'][0]
                    digest = manifest['digest'] if parts[-2] == 'manifests' else parts[-1]
                    if parts[-1].startswith('sha256:'): digest = parts[-1]
                    if not os.path.exists('blobs/sha256/' + digest[7:]): return self.send_error(404)
                    with open('blobs/sha256/' + digest[7:], 'rb') as file: content = file.read()
                    return self.answer(content, json.loads(content)['mediaType'] if parts[-2] == 'manifests' else 'application/octet-stream')
                super().do_GET()
            def answer(self, content, kind):
                self.send_response(200)
                self.send_header('Content-Type', kind)
                self.send_header('Content-Length', str(len(content)))
                self.end_headers()
                self.wfile.write(content)
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        print(server.server_port, flush=True)
        server.serve_forever()
        """

    init(files: [String: String]) throws {
        var template = Array("/tmp/slipway-server-XXXXXX".utf8CString)
        try #require(mkdtemp(&template) != nil)
        folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = ["-c", Self.program, folder]
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        process.standardOutput = pipe
        try process.run()
        let line = String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self)
        url = "http://127.0.0.1:" + line.trimmingCharacters(in: .whitespacesAndNewlines)
        for (name, text) in files { try write(name, text) }
    }

    /// Every file is of 3 February 2001.
    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
        utimes(
            folder + "/" + name, [timeval(tv_sec: 981_173_106, tv_usec: 0), timeval(tv_sec: 981_173_106, tv_usec: 0)])
    }

    deinit {
        // Runners of tests may block or ignore SIGTERM, and children inherit that.
        kill(process.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(atPath: folder)
    }
}
