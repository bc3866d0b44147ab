import BuildPlan
import Builder
import Glibc
import ImageFormat
import Testing

private func lab() throws -> BuildLab {
    let lab = try BuildLab()
    try lab.addBusybox()
    try lab.write("a", "1\n")
    return lab
}

private let text = "FROM scratch\nCOPY busybox /bin/sh\nENV A=1\nRUN echo made >/made\nCOPY a /a"

@Test func aCacheGoesFromOneStoreToAnother() throws {
    let first = try lab()
    let folder = first.folder + "/cache"
    let made = try first.build(text) { $0.cacheDestinations = [folder] }
    let second = try lab()
    let outcome = try second.build(text) { $0.cacheSources = ["/nowhere", folder] }
    #expect(outcome.letters == "dcccc")
    #expect(outcome.image?.imageID == made.image?.imageID)
    #expect(try second.file("made") == "made\n")
    // From now on the store has these records itself.
    #expect(try second.build(text).letters == "dcccc")
}

@Test func aChangedFileIsNotTakenFromACache() throws {
    let first = try lab()
    let folder = first.folder + "/cache"
    #expect(try first.build(text) { $0.cacheDestinations = [folder] }.image != nil)
    let second = try lab()
    try second.write("a", "2\n")
    #expect(try second.build(text) { $0.cacheSources = [folder] }.letters == "dcccd")
    #expect(try second.file("a") == "2\n")
}

@Test func aDamagedCacheOnlyCostsTime() throws {
    let first = try lab()
    let folder = first.folder + "/cache"
    #expect(try first.build(text) { $0.cacheDestinations = [folder] }.image != nil)
    for name in try names(in: folder + "/blobs/sha256") { truncate(folder + "/blobs/sha256/" + name, 10) }
    let second = try lab()
    #expect(try second.build(text) { $0.cacheSources = [folder] }.letters.hasPrefix("dd"))
    #expect(try second.file("made") == "made\n")
}
