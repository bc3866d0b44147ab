import ArgumentParser
import CommandLines
import Testing

/// Docker's way of writing flags, for every flag of `run`.
@Suite struct RunFlagsTests {
    @Test(
        arguments: [
            ("-it a sh -c x", "--interactive --tty a sh -c x"), ("-p80:80 a", "--publish 80:80 a"),
            ("-p=80:80 a", "--publish 80:80 a"), ("-eA=1 -e B=2 a", "--env A=1 --env B=2 a"),
            ("--rm=true a", "--rm a"), ("--rm=false a", "a"), ("-d=false a", "a"),
            ("--entrypoint= a b", "--entrypoint  a b"),
            ("--sig-proxy=false a", "--sig-proxy false a"), ("--sig-proxy a", "--sig-proxy true a"),
            ("--net host a", "--network host a"), ("-itv/x:/y a", "--interactive --tty --volume /x:/y a"),
            ("-- a -b", "a -b"), ("--health-cmd --x a", "--health-cmd --x a"), ("--annotation a=b c", "c"),
            ("--disable-content-trust c", "c"), ("a --rm", "a --rm"), ("-p 80 app", "--publish 80 app"),
            ("5000", "5000"), ("a A", "a A"),
        ] as [(String, String)])
    func areReadAsDockerReadsThem(_ words: String, _ normalized: String) throws {
        let result = try RunFlags.normalized(words.split(separator: " ").map(String.init))
        #expect(result.joined(separator: " ") == normalized)
    }

    @Test(arguments: [
        ("--nosuch a", "unknown flag: --nosuch"), ("-Z a", "unknown flag: -Z"), ("--rm=maybe a", "maybe"),
        ("--name", "flag needs an argument: --name"), ("--privileged a", "--cap-add"), ("--gpus all a", "--gpus"),
        ("--link x:y a", "network"), ("—rm a", "write --rm"), ("–p 1:1 a", "write -p"), ("-p 80 :80 a", "-p 80:80"),
        ("-p 5000 5000 a", "-p 5000:5000"), ("-d Good", "must be lowercase: write good"),
        ("--rm a.b/x/My-App:v1", "repository name (My-App)"),
    ])
    func areRefusedByName(_ words: String, _ reason: String) {
        #expect {
            try RunFlags.normalized(words.split(separator: " ").map(String.init))
        } throws: { ($0 as? CommandLineFault)?.description.contains(reason) == true }
    }

    /// The list of `run`'s flags in Docker 27: each of them is known here.
    @Test func noneOfDockersIsUnknown() {
        let names = """
            add-host annotation attach blkio-weight blkio-weight-device cap-add cap-drop cgroup-parent cgroupns cidfile \
            cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus cpuset-cpus cpuset-mems detach \
            detach-keys device device-cgroup-rule device-read-bps device-read-iops device-write-bps \
            device-write-iops disable-content-trust dns dns-option dns-search domainname entrypoint env env-file \
            expose gpus group-add health-cmd health-interval health-retries health-start-interval \
            health-start-period health-timeout help hostname init interactive ip ip6 ipc isolation kernel-memory \
            label label-file link link-local-ip log-driver log-opt mac-address memory memory-reservation memory-swap \
            memory-swappiness mount name network network-alias no-healthcheck oom-kill-disable oom-score-adj pid \
            pids-limit platform privileged publish publish-all pull quiet read-only restart rm runtime security-opt \
            shm-size sig-proxy stop-signal stop-timeout storage-opt sysctl tmpfs tty ulimit user userns uts volume \
            volume-driver volumes-from workdir
            """
        let known = Set(RunFlags.all.map(\.name))
        for name in names.split(separator: " ") { #expect(known.contains(String(name)), "\(name)") }
    }

    /// A limit that is not set is not left out without a word.
    @Test func whatIsLeftOutIsNoted() throws {
        let words = ["--device-read-bps", "/dev/sda:1mb", "--mac-address=02:42:ac:11:00:02", "--oom-kill-disable", "a"]
        let options = try RunOptions.parse(try RunFlags.normalized(words))
        #expect(options.leftOut == ["device-read-bps", "mac-address", "oom-kill-disable"] && options.image == "a")
        #expect(try RunOptions.parse(try RunFlags.normalized(["--oom-kill-disable=false", "a"])).leftOut.isEmpty)
        #expect(!RunOptions.helpMessage().contains("left-out"))
    }

    /// What is known here is an option of the command.
    @Test func everyKnownFlagIsReadByTheCommand() {
        let help = RunOptions.helpMessage()
        for flag in RunFlags.all {
            guard case .known = flag.meaning, flag.name != "net", flag.name != "net-alias", flag.name != "dns-opt"
            else {
                continue
            }
            #expect(help.contains("--\(flag.name)"), "\(flag.name)")
        }
    }

    @Test func standBehindContainerToo() throws {
        #expect(try RunFlags.prepared(["container", "run", "--rm=false", "a"]) == ["container", "run", "a"])
        #expect(try RunFlags.prepared(["create", "-p80:80", "a"]) == ["create", "--publish", "80:80", "a"])
        #expect(try RunFlags.prepared(["images", "--rm=false"]) == ["images", "--rm=false"])
    }
}
