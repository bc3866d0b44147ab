import CommandLines
import Testing

/// `docker compose …` as its own parsers read it.
struct ComposeFlagsTests {
    @Test(arguments: [
        ("compose -f a.yml -p x up -d --build web", "compose up --file a.yml --project-name x --detach --build web"),
        ("compose up -d", "compose up --detach"),
        ("compose --profile=dev --ansi never ps -aq", "compose ps --profile dev --all --quiet"),
        ("compose logs web -f --tail=5", "compose logs --follow --tail 5 web"),
        ("compose exec -T web ls -l", "compose exec --no-tty web ls -l"),
        ("compose run --rm -e A=1 web sh -c x", "compose run --rm --env A=1 web sh -c x"),
        ("compose down -v -t 3", "compose down --volumes --timeout 3"), ("compose", "compose"),
        (
            "compose run --no-TTY -q --pull=never --env-from-file=v.env web",
            "compose run --no-tty --quiet --pull never --env-from-file v.env web"
        ),
        ("compose exec --no-TTY web ls", "compose exec --no-tty web ls"),
        ("compose build --provenance=false --sbom false", "compose build --provenance false --sbom false"),
        ("compose logs --until=1h web", "compose logs --until 1h web"),
        ("compose -p x convert --services", "compose config --project-name x --services"),
        ("compose --help", "compose --help"), ("compose -v", "compose version"), ("compose nosuch", "compose nosuch"),
        ("run -d a", "run -d a"),
    ])
    func goBehindTheCommand(_ words: String, _ result: String) throws {
        #expect(
            try ComposeFlags.prepared(words.split(separator: " ").map(String.init)).joined(separator: " ") == result)
    }

    @Test(arguments: [
        ("compose up --dry-run", "compose config"), ("compose down --dry-run", "compose config"),
        ("compose --dry-run up", "compose config"), ("compose config --lock-image-digests", "by its digest"),
        ("compose config --resolve-image-digests", "by its digest"), ("compose config --models", "Docker Desktop"),
        ("compose config --no-env-resolution", "env_file"), ("compose build --builder x", "`default`"),
    ])
    func aFlagOfDockersIsRefusedForAReason(_ words: String, _ reason: String) {
        #expect {
            _ = try ComposeFlags.prepared(words.split(separator: " ").map(String.init))
        } throws: {
            ($0 as? CommandLineFault)?.description.contains(reason) ?? false
        }
    }

    @Test(arguments: ["compose up --scale web=3", "compose up --watch", "compose --dry-run up", "compose up --nosuch"])
    func aFlagThatIsNotOfferedIsRefused(_ words: String) {
        #expect(throws: CommandLineFault.self) {
            try ComposeFlags.prepared(words.split(separator: " ").map(String.init))
        }
    }

    @Test func signsAreTextWhereNoShellReads() {
        #expect(PlainCommand("a 'b c' d&e $x\nf", signsAreText: true)?.words == ["a", "b c", "d&e", "$x", "f"])
        #expect(PlainCommand("a $x") == nil && PlainCommand("a 'b", signsAreText: true) == nil)
    }
}
