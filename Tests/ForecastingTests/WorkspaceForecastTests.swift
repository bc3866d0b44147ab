import ArgumentParser
import Builder
import CommandLines
import Scratch
import Surroundings
import Testing

@testable import Forecasting

/// Which build of a learner's folder is foreseen.
struct WorkspaceForecastTests {
    private func forecasts(_ variables: [String: String] = [:]) -> WorkspaceForecasts {
        let surroundings = Surroundings(variables: variables, folder: "/", program: "slipway")
        return WorkspaceForecasts(of: Workplace(workspace: "/work", home: "/home/.slipway", in: surroundings))
    }

    private func request(_ words: [String], _ variables: [String: String] = [:]) throws -> BuildRequest? {
        forecasts(variables).request(try BuildOptions.parse(words))
    }

    @Test func itIsTheFoldersOwn() throws {
        let request = try #require(try request(["--target", "app", "--no-cache", "."]))
        #expect(request.context == "/work")
        #expect(request.shownContext == ".")
        #expect(request.target == "app")
        #expect(request.ignoresCache)
        #expect(request.mayFetch && request.hasNetwork)
        #expect(request.dockerfileName == "Dockerfile")
    }

    @Test(arguments: ["..", "/work", "other", "-"])
    func anotherFolderIsNotForeseen(_ path: String) throws {
        #expect(try request([path]) == nil)
    }

    @Test func offlineNothingIsFetched() throws {
        let request = try #require(try request(["."], ["SLIPWAY_OFFLINE": "1", "SOURCE_DATE_EPOCH": "7"]))
        #expect(!request.mayFetch && !request.hasNetwork)
        #expect(request.sourceDate == 7)
    }

    @Test func nobodyWaitsForAStoreThatCannotBeOpened() throws {
        let scratch = try ScratchFolder()
        try scratch.put("mine", at: "home/file")
        let surroundings = Surroundings(variables: [:], folder: "/", program: "slipway")
        let place = Workplace(workspace: scratch.path, home: scratch("home"), in: surroundings)
        let options = try BuildOptions.parse(["."])
        #expect(WorkspaceForecasts(of: place).forecast(options, unsaved: [:]) { false } == nil)
    }
}
