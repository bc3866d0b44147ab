import Testing

@testable import Compose

/// The names that `compose config` prints.
struct ProjectNamesTests {
    private func lines(_ names: ProjectNames) throws -> [String] {
        let text = """
            services:
              web:
                image: a:1
                profiles: [late, early]
                networks: [front]
              db:
                image: b:2
                profiles: [early]
                volumes: ["data:/data"]
            networks:
              front: {}
            volumes:
              data: {}

            """
        return names.lines(of: try ProjectReaderTests.read(text).project)
    }

    @Test func eachKindHasItsNames() throws {
        #expect(try Set(lines(.services)) == ["web", "db"])
        #expect(try lines(.volumes) == ["data"])
        #expect(try lines(.networks).contains("front"))
        #expect(try Set(lines(.images)) == ["a:1", "b:2"])
        #expect(try lines(.profiles) == ["early", "late"])
    }

    @Test(arguments: [("*", 2), ("web", 1), ("web,db", 2), ("other", 0), ("", 0)])
    func hashesAreOfThoseThatAreNamed(_ names: String, _ count: Int) throws {
        let found = try lines(.hashes(of: names))
        #expect(found.count == count)
        #expect(found.allSatisfy { $0.split(separator: " ").count == 2 })
    }
}
