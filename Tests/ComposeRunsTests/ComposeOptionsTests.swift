import ArgumentParser
import CommandLines
import Compose
import Surroundings
import Testing

@testable import ComposeRuns

/// What the options of `compose` ask of a project.
struct ComposeOptionsTests {
    private func surroundings(_ variables: [String: String] = [:]) -> Surroundings {
        Surroundings(variables: variables, folder: "/", program: "/opt/slipway")
    }

    @Test func profilesComeFromOptionsAndFromTheVariable() throws {
        let options = try ComposeOptions.parse(["--profile", "web", "--profile", "dev"])
        #expect(options.profiles(surroundings(["COMPOSE_PROFILES": "dev,debug"])) == ["web", "dev", "debug"])
        #expect(options.profiles(surroundings()) == ["web", "dev"])
    }

    @Test(arguments: [(["--build"], true), (["--pull", "build"], true), (["--pull", "always"], false), ([], false)])
    func imagesAreBuiltWhereItIsAskedFor(_ words: [String], _ builds: Bool) throws {
        #expect(try ComposeMaking.parse(words).wishes.builds == builds)
    }

    @Test func theOtherFlagsAreWishesOfTheirOwn() throws {
        let wishes = try ComposeMaking.parse(["--no-build", "--no-recreate", "--pull", "never", "--quiet-build"]).wishes
        #expect(wishes.buildsNothing && wishes.recreatesNothing && wishes.isQuiet && wishes.pull == "never")
        #expect(!wishes.builds && !wishes.recreates)
    }

    @Test func aLogLooksAsItIsAskedTo() throws {
        let style = try ComposeLogLook.parse(["--no-log-prefix", "--timestamps"]).style(in: surroundings())
        #expect(!style.hasPrefix && style.hasTimes)
        #expect(try !ComposeLogLook.parse(["--no-color"]).style(in: surroundings()).hasColor)
    }

    /// Of several ways to stay the one counts that starts least.
    @Test func servicesAreStayedWithUnlessOptionsSayOtherwise() throws {
        #expect(try ComposeUpOptions.parse(["--no-start", "--detach"]).stay == .unstarted)
        let waiting = try ComposeUpOptions.parse(["--wait", "--wait-timeout", "5", "--detach"])
        #expect(waiting.stay == .untilReady(seconds: 5))
        #expect(try ComposeUpOptions.parse(["--detach"]).stay == .background)
        var ending = ProjectUp.Ending()
        ending.statusFrom = "web"
        #expect(try ComposeUpOptions.parse(["--exit-code-from", "web"]).stay == .attached(ending))
    }

    @Test func oneMoreContainerIsAskedForInDockersWords() throws {
        let options = try ComposeRunOptions.parse(
            ["--detach", "--rm", "--user", "5", "--cap-add", "NET_ADMIN", "--volume", "a:/b", "web"])
        #expect(
            options.flags == [
                "--detach", "--user", "5", "--rm", "--cap-add", "NET_ADMIN", "--volume", "a:/b",
            ])
    }

    @Test func namesAreShownInPlaceOfTheWhole() throws {
        #expect(try ComposeConfigOptions.parse([]).names == nil)
        #expect(try ComposeConfigOptions.parse(["--volumes"]).names == .volumes)
        #expect(try ComposeConfigOptions.parse(["--hash", "*"]).names == .hashes(of: "*"))
        #expect(try ComposeConfigOptions.parse(["--images", "--profiles"]).names == .profiles)
    }

    /// Services of other profiles are not shown, unless one that is shown depends on them.
    @Test(
        arguments: [
            ([], "", ["web", "db"]), (["--profile", "dev"], "", ["web", "db", "debug"]),
            ([], "dev", ["web", "db", "debug"]), (["--profile", "*"], "", ["web", "db", "debug", "idle"]),
            (["--profiles"], "", ["web", "db", "debug", "idle"]), (["idle"], "", ["idle"]), (["web"], "", ["web"]),
        ] as [([String], String, [String])])
    func servicesOfActiveProfilesAreShown(_ words: [String], _ variable: String, _ names: [String]) throws {
        let text = """
            services:
              web: {image: a, depends_on: [db]}
              db: {image: b, profiles: [data]}
              debug: {image: c, profiles: [dev]}
              idle: {image: d, profiles: [other]}
            """
        let files = ComposeFiles(folder: "/srv/shop", variables: [:]) { _ in nil }
        let project = try ProjectReader(file: "/srv/shop/compose.yaml", name: "shop", files: files).read(text).project
        let shown = try ComposeConfigOptions.parse(words).shown(
            of: project, in: surroundings(variable.isEmpty ? [:] : ["COMPOSE_PROFILES": variable]))
        #expect(shown.services.map(\.name) == names)
        #expect(throws: ComposeEnding.self) {
            try ComposeConfigOptions.parse(["nosuch"]).shown(of: project, in: surroundings())
        }
    }

    @Test func oneMoreContainerHasItsOwnWishes() throws {
        let wishes = try ComposeRunOptions.parse(["--pull", "always", "--quiet", "web"]).wishes
        #expect(wishes.pull == "always" && wishes.isQuiet && !wishes.builds)
        let offline = try ComposeRunOptions.parse(["--pull", "never", "--env-from-file", "v.env", "web"])
        #expect(offline.flags.suffix(4) == ["--env-file", "v.env", "--pull", "never"])
        #expect(throws: (any Error).self) { try ComposeRunOptions.parse(["--pull", "often", "web"]) }
    }

    @Test(
        arguments: [
            ("2026-01-02T03:00:00Z", nil, [false, true, true]), (nil, "2026-01-02T03:00:00Z", [true, true, false]),
            (nil, nil, [true, true, true]),
        ] as [(String?, String?, [Bool])])
    func aLogIsShownBetweenTwoTimes(_ since: String?, _ until: String?, _ shown: [Bool]) {
        var style = ProjectLog.Style()
        (style.since, style.until) = (since, until)
        let times = ["2026-01-02T02:00:00Z", "2026-01-02T03:00:00Z", "2026-01-02T04:00:00Z"]
        #expect(times.map(style.admits) == shown)
        #expect(style.isOver == (until != nil))
    }

    @Test(
        arguments: [
            (.failed("There is no service web."), 1), (.signal(2), 130), (.told(status: 3), 3), (.told(status: 0), 1),
        ] as [(ComposeEnding, Int32)])
    func anEndingBecomesAnExitStatus(_ ending: ComposeEnding, _ status: Int32) throws {
        let options = try ComposeOptions.parse([])
        #expect(throws: ExitCode(status)) { try options.telling { throw ending } }
    }
}
