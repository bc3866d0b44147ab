import CommandLines
import Testing

/// Flags of commands, joined and with values, as docker takes them.
struct CommandFlagsTests {
    @Test(arguments: [
        ("ps -aq --no-trunc=true", "ps --all --quiet --no-trunc"), ("ps --all=false -n5", "ps --last 5"),
        ("ps -f=name=x -fstatus=exited", "ps --filter name=x --filter status=exited"),
        ("images x -q", "images --quiet x"), ("image ls -a=0 x", "image ls x"),
        ("rmi x -f --no-prune", "rmi --force x"),
        ("image rm -f x", "image rm --force x"), ("inspect x -f {{.Id}}", "inspect --format {{.Id}} x"),
        ("save x y -oz", "save --output z x y"), ("pull --disable-content-trust=false x", "pull x"),
        ("system df -v", "system df --verbose"), ("system prune -af", "system prune --all --force"),
        ("buildx prune -f", "buildx prune --force"),
        ("builder prune -af --filter until=24h", "builder prune --all --force --filter until=24h"),
        ("version -f json", "version --format json"),
        ("run -it --nosuch x", "run -it --nosuch x"), ("lab", "lab"), ("history -H=false x", "history --human false x"),
        ("images -h", "images --help"), ("stop -t5 x y", "stop --time 5 x y"), ("stop x -t -1", "stop --time -1 x"),
        ("container stop --timeout=5 x", "container stop --timeout 5 x"), ("rm -fv x", "rm --force --volumes x"),
        ("rm --force=false x", "rm x"), ("logs -n5 -f=true x", "logs --tail 5 --follow x"),
        ("attach --sig-proxy=false x", "attach --sig-proxy false x"),
        ("cp -aL - x:/", "cp --archive --follow-link - x:/"),
        ("kill -sUSR1 x", "kill --signal USR1 x"), ("start -ai x", "start --attach --interactive x"),
        ("container ls -aq", "container ls --all --quiet"), ("image import -", "image import -"),
        ("import -cCMD - x", "import --change CMD - x"),
        ("network create -dbridge --ipv4 n", "network create --driver bridge --ipv4 true n"),
        ("network connect n x --ip=10.0.0.2", "network connect --ip 10.0.0.2 n x"),
        ("volume prune -af", "volume prune --all --force"), ("top x -ef", "top x -ef"),
        ("commit -p=0 x y", "commit --pause false x y"),
    ])
    func flagsOfOtherCommandsAreWrittenInOneForm(_ line: String, _ normal: String) throws {
        let words = line.split(separator: " ").map(String.init)
        #expect(try CommandFlags.prepared(words).joined(separator: " ") == normal)
    }

    @Test(arguments: [
        ("ps --nosuch", "unknown flag: --nosuch"), ("ps -z", "unknown flag: -z"), ("ps --filter", "needs an argument"),
        ("ps --all=perhaps", "`perhaps`"), ("pull -a x", "--all-tags"), ("images --tree", "--tree"),
        ("builder prune --keep-storage 1g", "--keep-storage: the build cache is kept by its use"),
        ("image ls --nosuch", "unknown flag"),
        ("update --memory=1g x", "to be made again"), ("container update -m 1g x", "to be made again"),
        ("stop -5 x", "unknown flag: -5"),
        ("network connect --link a n x", "--alias"), ("network create --ingress n", "no swarm"),
        ("volume create --type mount v", "cluster"), ("start --checkpoint c x", "frozen"),
        ("kill --nosuch x", "unknown flag"), ("buildx prune --builder b", "`default`"),
        ("buildx du --builder b", "`default`"), ("commit --no-pause x", "--pause=false"),
        ("update --kernel-memory 1g x", "to be made again"),
    ])
    func refusesByName(_ line: String, _ text: String) {
        #expect {
            _ = try CommandFlags.prepared(line.split(separator: " ").map(String.init))
        } throws: {
            ($0 as? CommandLineFault)?.description.contains(text) ?? false
        }
    }
}
