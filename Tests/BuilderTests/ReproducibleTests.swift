import BuildPlan
import Builder
import Foundation
import Glibc
import ImageFormat
import ImageStore
import SystemPackage
import Testing

private let text = """
    FROM scratch
    COPY busybox /bin/sh
    WORKDIR /w
    COPY src /w/src
    RUN echo made >made && sh -c 'echo x >/w/src/new'
    COPY --chown=5:6 src/a /last/
    ENV A=1
    """

/// A context whose files are all as old as `age` says.
private func lab(age: Int) throws -> BuildLab {
    let lab = try BuildLab()
    try lab.addBusybox()
    try lab.write("src/a", "a\n")
    try lab.write("src/deep/b", "b\n")
    for path in ["busybox", "src/a", "src/deep/b", "src/deep", "src"] {
        utimes(lab.context + "/" + path, [timeval(tv_sec: age, tv_usec: 5), timeval(tv_sec: age, tv_usec: 5)])
    }
    return lab
}

private let date: Int64 = 1_700_000_000

@Test(arguments: [(1_000_000_000, 1_100_000_000), (1_750_000_000, 1_760_000_000)])
func twoMachinesMakeOneImage(ages: (Int, Int)) throws {
    let first = try lab(age: ages.0).build(text) { $0.sourceDate = date }
    let second = try lab(age: ages.1).build(text) { $0.sourceDate = date }
    #expect(first.image != nil && first.image?.imageID == second.image?.imageID)
}

@Test func twoMachinesWriteOneArchive() throws {
    func archive(age: Int) throws -> Data {
        let lab = try lab(age: age)
        #expect(try lab.build(text) { $0.sourceDate = date }.image != nil)
        let bundle = ImageBundle(images: [.init(image: try lab.image(), references: [try Reference("test:1")])])
        let path = lab.folder + "/image.tar"
        let file = open(path, O_WRONLY | O_CREAT, 0o644)
        defer { close(file) }
        try lab.store.save(bundle, to: file)
        return try #require(FileManager.default.contents(atPath: path))
    }
    let first = try archive(age: 1_000_000_000)
    #expect(first.count > 100_000)
    #expect(try archive(age: 1_750_000_000) == first)
}

@Test func aFixedTimeIsAnInputOfTheLayer() throws {
    let lab = try lab(age: 1_000_000_000)
    let undated = try lab.build(text)
    let dated = try lab.build(text) { $0.sourceDate = date }
    #expect(undated.image?.imageID != dated.image?.imageID)
    #expect(dated.firstMiss == .argumentChanged(name: "SOURCE_DATE_EPOCH", old: nil, new: "\(date)"))
    #expect(try lab.build(text) { $0.sourceDate = date }.letters == "dcccccc")
    let fresh = try BuilderTests.lab(age: 1_200_000_000).build(text) { $0.sourceDate = date }
    #expect(fresh.image?.imageID == dated.image?.imageID)
}

@Test func anImagesFilesCanBeTakenOut() throws {
    let lab = try lab(age: 1_000_000_000)
    #expect(try lab.build(text + "\nRUN rm /w/src/a").image != nil)
    let (image, store, folder) = (try lab.image(), lab.store, lab.folder)
    let failure = BuildThread.shared.perform { () -> String? in
        do {
            try RootExport(image, from: store).copy(to: folder + "/out")
            let file = open(folder + "/out.tar", O_WRONLY | O_CREAT, 0o644)
            defer { close(file) }
            try RootExport(image, from: store).writeTar(to: file)
            return nil
        } catch {
            return "\(error)"
        }
    }
    #expect(failure == nil)
    #expect(try names(in: folder + "/out").sorted() == ["bin", "last", "w"], "no mount points, only the image")
    #expect(FileManager.default.contents(atPath: folder + "/out/w/src/new") == Data("x\n".utf8))
    #expect(!FileManager.default.fileExists(atPath: folder + "/out/w/src/a"))
    let tar = FileManager.default.contents(atPath: folder + "/out.tar") ?? Data()
    #expect(tar.range(of: Data("w/src/deep/b\u{0}".utf8)) != nil)
}

@Test func aWholeOtherStageBringsNoMountPoints() throws {
    let lab = try lab(age: 1)
    #expect(try lab.build("FROM scratch AS one\nCOPY src /src\nFROM scratch\nCOPY --from=one / /").image != nil)
    let layers = try lab.store.layers(of: lab.image())
    #expect(try names(in: layers[0].path.string) == ["src"])
}
