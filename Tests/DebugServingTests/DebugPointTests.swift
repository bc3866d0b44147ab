import DebugAdapter
import ImageFormat
import Scratch
import Surroundings
import Testing

@testable import DebugServing

/// Where a debugged build can stop, and which arguments are in scope there.
struct DebugPointTests {
    private let surroundings = Surroundings(variables: [:], folder: "/", program: "slipway")

    private func point(_ dockerfile: String) throws -> DebugPoint {
        let folder = try ScratchFolder()
        try folder.put(dockerfile, at: "Dockerfile")
        return DebugPoint(DebugLaunch(.object(["context": .string(folder.path)])))
    }

    @Test func stopsAreTheInstructionsOfNeededStages() throws {
        let point = try point(
            """
            FROM scratch AS unused
            COPY a /
            FROM scratch
            COPY b /
            WORKDIR /app
            """)
        #expect(point.stops.map(\.line) == [3, 4, 5] || point.stops.map(\.line) == [4, 5])
        #expect(point.stops.last?.text == "WORKDIR /app")
    }

    @Test func aMissingDockerfileHasNoStops() {
        let point = DebugPoint(DebugLaunch(.object(["context": .string("/nowhere")])))
        #expect(point.stops.isEmpty)
    }

    @Test func argumentsAreThoseAboveTheLine() throws {
        var point = try point("FROM scratch\nARG A=1\nARG B\nCOPY a /\nARG C=3\nCOPY b /\n")
        let above = point.variables(in: .arguments, before: 4, surroundings)
        #expect(above.map { "\($0.name)=\($0.value)" } == ["A=1", "B=not set"])
        #expect(point.variables(in: .arguments, before: 6, surroundings).count == 3)
        #expect(point.variables(in: .arguments, before: nil, surroundings).isEmpty)
    }

    @Test func nothingIsKnownOfAnImageThatIsNotThere() throws {
        var point = try point("FROM scratch\n")
        for scope in [DebugScope.environment, .settings, .files] {
            #expect(point.variables(in: scope, before: 1, surroundings).isEmpty)
        }
    }
}
