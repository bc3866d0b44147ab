import ContainerRuntime
import Formats
import Listings
import Testing

/// What `events` shows.
struct EventLineTests {
    private static let start = RuntimeEvent(
        .container, "start", id: "abcdef", attributes: ["image": "app:v1", "name": "web", "tier": "front"])
    private static let joined = RuntimeEvent(
        .network, "connect", id: "net1", attributes: ["name": "back", "container": "abcdef"])
    private static let well = RuntimeEvent(
        .container, "health_status: healthy", id: "abcdef", attributes: ["image": "app:v1", "name": "web"])

    @Test func anEventIsShownOnOneLine() {
        #expect(
            EventLine(Self.start).text(time: "T") == "T container start abcdef (image=app:v1, name=web, tier=front)")
    }

    @Test(arguments: [
        ("{{.Type}} {{.Action}} {{.Actor.ID}} {{.Actor.Attributes.name}}", "container start abcdef web"),
        ("{{.Status}} {{.ID}} {{.From}} {{.Scope}}", "start abcdef app:v1 local"),
    ])
    func anEventIsShownByATemplate(_ source: String, _ text: String) throws {
        #expect(try Template(source).text(of: EventLine(Self.start).item) == text)
    }

    @Test(arguments: [
        ([], "s j w"), (["type=container"], "s w"), (["event=start"], "s"), (["event=health_status"], "w"),
        (["container=web"], "s w"), (["container=abc"], "s j w"), (["image=app"], "s w"), (["label=tier=front"], "s"),
        (["network=back"], "j"), (["type=network", "type=volume"], "j"), (["event=die", "type=container"], ""),
    ])
    func eventsPassTheirFilters(_ texts: [String], _ shown: String) throws {
        let filters = try EventFilters(texts)
        let all = [("s", Self.start), ("j", Self.joined), ("w", Self.well)]
        #expect(all.filter { filters.admits($0.1) }.map(\.0).joined(separator: " ") == shown)
    }

    @Test func aFilterThatDoesNotExistIsRefused() {
        #expect(throws: FilterError.self) { try EventFilters(["nosuch=1"]) }
    }
}
