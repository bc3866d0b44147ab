import ArgumentParser
import Commands
import ContainerRuntime
import ImageFormat
import Printing
import Testing

@testable import Containers

/// Filters of networks and volumes, labels, tables of processes and ports, and times of events.
struct ListTests {
    private let network = NetworkRow(
        id: "0123abcd", name: "backend", driver: "bridge", created: "", labels: ["team": "blue", "empty": ""],
        isUsed: false)

    @Test(arguments: [
        ("name=back", true), ("name=front", false), ("id=0123", true), ("id=123", false), ("driver=bridge", true),
        ("type=custom", true), ("type=builtin", false), ("scope=local", true), ("dangling=true", true),
        ("dangling=0", false),
        ("label=team", true), ("label=team=blue", true), ("label=team=red", false), ("label=none", false),
    ])
    func aNetworkIsListedWhereItsFilterAdmitsIt(_ text: String, _ isShown: Bool) throws {
        #expect(try NetworkFilter(text).admits(network) == isShown)
    }

    @Test(arguments: ["", "name", "colour=red", "=a"])
    func refusesAFilterOfNetworks(_ text: String) {
        #expect(throws: ValidationError.self) { try NetworkFilter(text) }
    }

    @Test(arguments: ["", "label", "id=a", "scope=local"])
    func refusesAFilterOfVolumes(_ text: String) {
        #expect(throws: ValidationError.self) { try VolumeFilter(text) }
    }

    @Test func labelsHaveNamesAndValues() {
        let labels = Labels.read(["b=2=3", "a", "c="])
        #expect(labels == ["a": "", "b": "2=3", "c": ""])
        #expect(Labels.text(labels) == "a=,b=2=3,c=")
    }

    @Test func aTableShowsTheProcessesOfAContainer() throws {
        let text = """
            UID        PID  PPID CMD
            root         1     0 /sbin/init
            1000        42     1 python app.py --port 5000

            """
        let shown = try ProcessTable(text: text).text(of: [42]).text.split(separator: "\n").map {
            $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
        }
        #expect(shown == ["UID PID PPID CMD", "1000 42 1 python app.py --port 5000"])
    }

    @Test func aTableWithoutIDsIsRefused() {
        #expect(throws: CommandFailure.self) { try ProcessTable(text: "USER CMD\nroot init\n") }
    }

    @Test(arguments: [("80", "80/tcp"), ("53/UDP", "53/udp"), ("80/tcp", "80/tcp")])
    func aPortIsTCPUnlessItSaysSo(_ text: String, _ name: String) {
        #expect(PortWord.name(of: text) == name)
    }

    @Test func aPortIsShownWhereItIsPublished() throws {
        let ports = try ["127.0.0.1:8080->80/tcp", "127.0.0.1:5353->53/udp"].map {
            try #require(PortMapping(shown: $0))
        }
        #expect(try ports.lines(of: nil, called: "web").count == 2)
        #expect(try ports.lines(of: "80", called: "web") == ["127.0.0.1:8080"])
        #expect(try ports.lines(of: "53/UDP", called: "web") == ["127.0.0.1:5353"])
        #expect {
            try ports.lines(of: "81", called: "web")
        } throws: {
            ($0 as? CommandFailure)?.description == "No public port '81/tcp' published for web"
        }
    }

    @Test func anEventIsShownInItsTime() throws {
        let watch = try EventWatch(since: "100", until: "200", format: nil)
        for (second, isShown) in [(99, false), (100, true), (200, true), (201, false)] as [(Int64, Bool)] {
            var event = RuntimeEvent(.image, "tag", id: "a", attributes: [:])
            (event.seconds, event.nanoseconds) = (second, 0)
            #expect(watch.contains(event) == isShown, "\(second)")
        }
    }

    @Test(arguments: [("soon", "--since soon"), ("1h1", "--since 1h1")])
    func refusesWhatIsNoTime(_ text: String, _ words: String) {
        #expect(throws: ValidationError.self) { try EventWatch(since: text, until: nil, format: nil) }
    }

    @Test(arguments: ["", "ten", "1.5"])
    func refusesATailThatIsNoNumber(_ tail: String) {
        #expect(throws: ValidationError.self) { try LogShow(tail: tail, since: nil, until: nil, hasTimes: false) }
    }

    @Test func aCommitIsADockerfileUponTheImage() throws {
        let changes = try ImageChanges(["ENV A=1", "cmd [\"sh\"]"])
        #expect(try changes.dockerfile() == "FROM \(changes.base)\nENV A=1\ncmd [\"sh\"]\n")
    }

    /// As in Docker: one entry, with what was said of the image.
    @Test func instructionsOfACommitLeaveItsHistory() {
        let said = HistoryEntry(createdBy: "sh", author: "me", comment: "said")
        let start = ImageConfig(author: "me", history: [HistoryEntry(createdBy: "base"), said])
        var built = start
        built.author = nil
        built.config.environment = ["A=1"]
        built.history.append(
            HistoryEntry(createdBy: "ENV A=1", comment: "buildkit.dockerfile.v0", isEmptyLayer: true))
        let made = ImageChanges.config(of: built, upon: start, "said")
        #expect(made.history == start.history && made.author == "me" && made.config.environment == ["A=1"])
        built.history.append(HistoryEntry(createdBy: "WORKDIR /a", comment: "buildkit.dockerfile.v0"))
        let folder = ImageChanges.config(of: built, upon: start, "said").history
        #expect(folder.count == 3 && folder.last?.comment == "said", "a layer has an entry")
    }

    @Test(arguments: ["RUN true", "COPY a b", "ENV A=1\nRUN true", "FROM b", ""])
    func aCommitTakesInstructionsOfTheConfigAlone(_ line: String) throws {
        #expect(throws: ValidationError.self) { try ImageChanges([line]).demandAllowed() }
    }
}
