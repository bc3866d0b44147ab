import Foundation
import Glibc
import Testing

extension EndToEnd {
    /// The flags of `run`, each by what the container sees of it.
    @Suite(
        .needsBusybox,
        .timeLimit(.minutes(20)))
    struct ContainerFlagTests {
        let lab: ContainerLab

        init() throws { lab = try ContainerLab() }

        /// Runs a line of shell in a container with these flags.
        private func sh(_ flags: [String], _ line: String) throws -> Program.Outcome {
            try lab.program.run(
                [Program.binary, "run", "--rm", "--network", "none"] + flags + ["life:v1", "sh", "-c", line])
        }

        @Test func flagsDoWhatTheySay() throws {
            defer { lab.remove() }
            try lab.project.write("vars", "# no\n\n  A=a b\nB=\"q\"\nHOME\n")
            try lab.project.write("here/f", "host\n")
            let folder = lab.project.folder.path
            let cases: [(flags: [String], line: String, output: String)] = [
                (["--env-file", "vars", "-eC=c", "-e", "A=z"], "echo $A,$B,$C", "z,\"q\",c\n"),
                (["--rm=true", "--entrypoint=", "-w/etc"], "pwd", "/etc\n"),
                (
                    ["--hostname", "web", "--domainname", "x.org"], "hostname; grep web /etc/hosts | cut -f2",
                    "web\nweb.x.org web\n"
                ),
                (["-h", "a"], "cat /etc/hostname", "a\n"),
                (["--add-host", "db:10.0.0.5"], "grep -w db /etc/hosts", "10.0.0.5\tdb\n"),
                (["--dns", "9.9.9.9", "--dns-search", "a"], "cat /etc/resolv.conf", "nameserver 9.9.9.9\nsearch a\n"),
                (["--user", "app", "--group-add", "wheel", "--group-add", "77"], "id -u; id -G", "1234\n50 10 77\n"),
                (
                    ["--read-only", "--tmpfs", "/t:size=64k,mode=700"],
                    "echo x >/f 2>/dev/null || echo no; echo y >/t/f; stat -c %a /t", "no\n700\n"
                ),
                (["--tmpfs", "/t"], "cp /bin/sh /t/x; /t/x -c true 2>/dev/null || echo noexec", "noexec\n"),
                (["--shm-size", "1m"], "df -k /dev/shm | tail -1 | awk '{print $2}'", "1024\n"),
                (["--ulimit", "nofile=111:222"], "ulimit -Sn; ulimit -Hn", "111\n222\n"),
                (["--ulimit", "core=-1"], "ulimit -c", "unlimited\n"),
                (
                    ["--cap-drop", "ALL", "--cap-add", "chown"], "grep CapEff /proc/self/status | cut -f2",
                    "0000000000000001\n"
                ),
                (["--security-opt", "no-new-privileges"], "grep NoNewPrivs /proc/self/status | cut -f2", "1\n"),
                (["--sysctl", "net.ipv4.ip_forward=1"], "cat /proc/sys/net/ipv4/ip_forward", "1\n"),
                (["-v", "./here:/h:ro"], "cat /h/f; echo x 2>/dev/null >/h/f || echo no", "host\nno\n"),
                (
                    ["--mount", "type=bind,src=\(folder)/here,dst=/h,readonly"],
                    "cat /h/f; echo x 2>/dev/null >/h/f || echo no", "host\nno\n"
                ),
                (["--mount", "type=tmpfs,target=/t,tmpfs-size=1m"], "df -k /t | tail -1 | awk '{print $2}'", "1024\n"),
                (["-v", "/anonymous"], "echo x >/anonymous/f; cat /anonymous/f", "x\n"),
                (["--device", "/dev/null"], "echo x >/dev/null; echo ok", "ok\n"),
                (
                    ["--mac-address", "02:00:00:00:00:01", "--cgroupns=private", "--isolation", "default"], "echo ok",
                    "ok\n"
                ),
                (["-a", "stderr"], "echo out; echo err >&2", ""),
            ]
            for (flags, line, output) in cases {
                let outcome = try sh(flags, line)
                #expect(
                    outcome.output == output && outcome.status == 0, "\(flags): \(outcome.output) \(outcome.errors)")
            }
            // Anonymous volumes go with a container that is removed.
            #expect(try lab("volume", "ls", "-q").output.isEmpty)
        }

        @Test(arguments: [
            ["--privileged"], ["--nosuch"], ["--device", "/dev/sda"], ["--pid", "host"], ["--ipc=host"],
            ["--gpus", "all"],
            ["--cap-add", "FLY"], ["--ulimit", "x=1"], ["--mount", "type=bind,src=/not/there,dst=/x"],
            ["--mount", "type=bind,dst=/x"], ["-v", "a/b:/x"], ["-v", "x:/"], ["--tmpfs", "x"], ["--restart", "maybe"],
            ["--memory", "1m"], ["--memory", "x"], ["--cpus", "0"], ["--network", "nosuch"], ["--ip", "1.2.3.4"],
            ["--env-file", "/not/there"], ["--log-driver", "syslog"], ["--health-interval", "x", "--health-cmd", "y"],
            ["-v", "a1:/x", "-v", "b1:/x"], ["--name", "-"], ["--detach-keys", "nonsense"], ["--pull", "sometimes"],
            ["--add-host", "x"], ["--sysctl", "kernel.panic=1"],
        ])
        func whatCannotBeIsRefusedByName(_ flags: [String]) throws {
            defer { lab.remove() }
            let outcome = try sh(flags, "true")
            #expect(outcome.status == 125 && !outcome.errors.isEmpty, "\(flags): \(outcome.errors)")
            #expect(try lab("ps", "-aq").output.isEmpty)
        }

        @Test func volumesOutliveContainers() throws {
            defer { lab.remove() }
            try lab.project.write("data/f", "image\n")
            try lab.project.write(
                "Dockerfile", "FROM life:v1\nCOPY --chown=1234:50 --chmod=700 data /data\nVOLUME /data\n")
            #expect(try lab("build", "-t", "life:v2", ".").status == 0)
            #expect(try lab("volume", "create", "--label", "a=b", "vol").output == "vol\n")
            let line = "cat /data/f; stat -c %u:%g:%a /data; echo more >>/data/f"
            let first = try lab("run", "--rm", "-v", "vol:/data", "life:v2", "sh", "-c", line)
            #expect(first.output == "image\n1234:50:700\n", "\(first.errors)")
            #expect(
                try lab("run", "--rm", "--mount", "src=vol,dst=/x,ro", "life:v1", "sh", "-c", "cat /x/f").output
                    == "image\nmore\n")
            #expect(try lab("volume", "ls", "--format", "{{.Name}} {{.Labels}}").output == "vol a=b\n")
            #expect(try lab("volume", "inspect", "-f", "{{.Name}}", "vol").output == "vol\n")
            // An image's own volume is an anonymous one; another container can have it too.
            #expect(try lab("run", "--name", "keeper", "life:v2", "sh", "-c", "echo mine >>/data/f").status == 0)
            #expect(
                try lab("run", "--rm", "--volumes-from", "keeper:ro", "life:v1", "sh", "-c", "cat /data/f").output
                    == "image\nmine\n")
            #expect(try lab("volume", "ls", "-q").output.split(separator: "\n").count == 2)
            #expect(try lab("run", "--name", "user", "-v", "vol:/v", "life:v1", "sh", "-c", "true").status == 0)
            let refused = try lab("volume", "rm", "vol")
            #expect(refused.status == 1 && refused.errors.contains("user"), "\(refused.errors)")
            #expect(try lab("rm", "-v", "keeper", "user").status == 0)
            #expect(try lab("volume", "ls", "-q").output == "vol\n")
            #expect(try lab("volume", "prune", "-f").status == 0)
            #expect(try lab("volume", "ls", "-q").output == "vol\n")
            #expect(try lab("volume", "prune", "-af").output.contains("vol"))
            #expect(try lab("volume", "rm", "vol").status == 1)
            #expect(try lab("volume", "rm", "-f", "vol").status == 0)
        }

        @Test func containersFindEachOtherByName() throws {
            defer { lab.remove() }
            #expect(try lab("network", "create", "net").status == 0)
            let serve = "echo hello >/index.html; exec httpd -f -p 80 -h /"
            let served = try lab(
                "run", "-d", "--network", "net", "--network-alias", "www", "--name", "web", "life:v1", "sh", "-c", serve
            )
            #expect(served.status == 0, "\(served.errors)")
            for name in ["web", "www"] {
                let line = "until wget -q -O - http://\(name)/ 2>/dev/null; do sleep 0.1; done"
                let got = try lab("run", "--rm", "--network", "net", "life:v1", "sh", "-c", line)
                #expect(got.output == "hello\n", "\(got.errors)")
            }
            // The name server is Docker's, for programs that ask it alone; a name without a dot is not looked up elsewhere.
            let asked = try lab(
                "run", "--rm", "--network", "net", "life:v1", "sh", "-c",
                "cat /etc/resolv.conf; nslookup -type=a www; nslookup -type=ptr 2.0.18.172.in-addr.arpa")
            for part in ["nameserver 127.0.0.11\n", "ndots:0", "Server:\t\t127.0.0.11\n", "172.18.0.2", "web.net"] {
                #expect(asked.output.contains(part), "\(part): \(asked.output) \(asked.errors)")
            }
            // A container with a name server of its own can have the port.
            let own = try lab(
                "run", "--rm", "--network", "net", "--expose", "53/udp", "life:v1", "sh", "-c",
                "grep -c 127.0.0.11 /etc/resolv.conf; grep -c web /etc/hosts")
            #expect(own.output == "0\n1\n", "\(own.errors)")
            // A container that runs already joins the network, and leaves it again.
            #expect(
                try lab("run", "-d", "--network", "bridge", "--name", "late", "life:v1", "sh", "-c", "sleep 1000")
                    .status == 0)
            let refused = try lab("network", "connect", "--ip=10.1.1.1", "net", "late")
            #expect(refused.status == 1 && refused.errors.contains("172.18.0.0/16"), "\(refused.errors)")
            #expect(try lab("network", "connect", "--ip", "172.18.0.9", "net", "late").status == 0)
            #expect(try lab("exec", "late", "sh", "-c", "ip -o addr").output.contains(" 172.18.0.9/16 "))
            #expect(try lab("exec", "late", "sh", "-c", "wget -q -O - http://web/").output == "hello\n")
            let seen = try lab("exec", "late", "sh", "-c", "nslookup -type=a web")
            #expect(seen.output.contains("127.0.0.11") && seen.output.contains("172.18.0.2"), "\(seen.errors)")
            #expect(try lab("network", "inspect", "-f", "{{json .Containers}}", "net").status == 0)
            #expect(try lab("network", "rm", "net").status == 1)
            #expect(try lab("network", "disconnect", "net", "late").status == 0)
            #expect(try lab("exec", "late", "sh", "-c", "grep web /etc/hosts").status == 1)
            let shared = try lab(
                "run", "--rm", "--network", "container:web", "life:v1", "sh", "-c", "wget -q -O - http://127.0.0.1/")
            #expect(shared.output == "hello\n", "\(shared.errors)")
            let names = "hostname; cat /etc/hostname /etc/hosts /etc/resolv.conf"
            let theirs = try lab("run", "--rm", "--network", "container:web", "life:v1", "sh", "-c", names)
            #expect(theirs.output == (try lab("exec", "web", "sh", "-c", names).output), "\(theirs.errors)")
            #expect(theirs.output.contains("nameserver 127.0.0.11\n"))
            #expect(try lab("rm", "-f", "web", "late").status == 0)
            #expect(try lab("network", "create", "back").status == 0)
            // A container that does not run yet joins when it is started, at each start.
            #expect(
                try lab("create", "--network", "net", "--name", "both", "life:v1", "sh", "-c", "sleep 1000").status == 0
            )
            #expect(try lab("network", "connect", "--alias", "two", "back", "both").status == 0)
            for _ in 0..<2 {
                #expect(try lab("start", "both").status == 0)
                let found = try lab("run", "--rm", "--network", "back", "life:v1", "sh", "-c", "nslookup -type=a two")
                #expect(found.output.contains("172.19.0."), "\(found.output) \(found.errors)")
                #expect(try lab("kill", "both").status == 0)
            }
            #expect(try lab("ps", "-a", "--format", "{{.Networks}}").output == "net,back\n")
            // A container leaves its first network while it runs, and is not on it after a restart either.
            #expect(try lab("start", "both").status == 0)
            #expect(try lab("network", "disconnect", "net", "both").status == 0)
            for _ in 0..<2 {
                #expect(try lab("ps", "--format", "{{.Networks}}").output == "back\n")
                let gone = "while ip -o addr | grep -q ' 172.18.0.'; do sleep 0.1; done; ip -o addr"
                #expect(try lab("exec", "both", "sh", "-c", gone).output.contains(" 172.19.0."))
                #expect(try lab("restart", "-t", "0", "both").status == 0)
            }
            #expect(try lab("network", "connect", "net", "both").status == 0)
            #expect(try lab("kill", "both").status == 0)
            #expect(try lab("rm", "both").status == 0)
            #expect(try lab("network", "rm", "net", "back").status == 0)
            #expect(try lab("network", "ls", "--format", "{{.Name}}").output == "bridge\nhost\nnone\n")
        }

        @Test func portsArePublishedOfEveryKind() throws {
            defer { lab.remove() }
            try lab.project.write("Dockerfile", "FROM life:v1\nEXPOSE 80 53/udp\nCOPY echo.py /\n")
            try lab.project.write(
                "echo.py",
                """
                import socket
                server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
                server.bind(("", 53))
                while True:
                    server.sendto(*server.recvfrom(9))
                """)
            #expect(try lab("build", "-t", "life:v2", ".").status == 0)
            let line = "/usr/bin/python3 /echo.py & echo hello >/index.html; exec httpd -f -p 80 -h /"
            // busybox has no server for datagrams: Python of this machine is one.
            let shared = ["/usr", "/lib", "/lib64"].flatMap { ["-v", "\($0):\($0):ro"] }
            let begun = try lab.program.run(
                [Program.binary, "run", "-d", "--network", "bridge", "-P", "--name", "box"] + shared
                    + ["life:v2", "sh", "-c", line])
            #expect(begun.status == 0, "\(begun.errors)")
            let port =
                try lab("port", "box", "80").output.split(separator: ":").last.map { $0.filter(\.isNumber) } ?? ""
            let page = { try lab.program.run(["curl", "-s", "http://127.0.0.1:\(port)/"]).output }
            try eventually("the page is there") { try page() == "hello\n" }
            let datagrams =
                try lab("port", "box", "53/udp").output.split(separator: ":").last.map { $0.filter(\.isNumber) } ?? ""
            let ask =
                "import socket,sys; s=socket.socket(socket.AF_INET,socket.SOCK_DGRAM); s.settimeout(1); s.sendto(b'ping',('127.0.0.1',\(datagrams))); print(s.recv(9).decode())"
            try eventually("a datagram comes back") { try lab.program.run(["python3", "-c", ask]).output == "ping\n" }
            #expect(try lab("port", "box").output.contains("53/udp -> 127.0.0.1:\(datagrams)"))
            #expect(try lab("port", "box", "81").status == 1)
            #expect(try lab("rm", "-f", "box").status == 0)
        }

        /// A command of `exec` and a health check are in the groups of the container's own program, whatever limits can be
        /// had here, and have its limits of each process.
        @Test func aFurtherProcessHasTheContainersLimits() throws {
            defer { lab.remove() }
            let line = "cat /proc/self/cgroup; ulimit -Sn; ulimit -Hn"
            let begun = try lab(
                "run", "-d", "--name", "box", "--memory", "64m", "--cpus", "1", "--pids-limit", "50", "--ulimit",
                "nofile=200:400", "--health-cmd", line, "--health-interval", "100ms", "life:v1", "sh", "-c",
                "\(line); exec sleep 1000")
            #expect(begun.status == 0, "\(begun.errors)")
            let own = { try lab("logs", "box").output }
            try eventually("it has told its limits") { try own().hasSuffix("200\n400\n") }
            let further = try lab("exec", "box", "sh", "-c", line)
            #expect(further.output == (try own()), "\(further.errors)")
            let escaped = try own().replacingOccurrences(of: "\n", with: "\\n")
            let health = { try lab("inspect", "-f", "{{json .State.Health.Log}}", "box").output }
            try eventually("a health check has run") { try health().contains("Output") }
            let told = try health()
            #expect(told.contains("\"Output\":\"\(escaped)\""), "\(told)")
        }

        /// What is said of a program that Ctrl-C ends, although it would not have noticed the signal.
        @Test func whoPressesCtrlCIsToldWhyItWasKilled() throws {
            defer { lab.remove() }
            let (output, errors) = (Pipe(), Pipe())
            let words = lab.words("run", "--name", "box", "life:v1", "sh", "-c", "echo there; exec sleep 1000")
            let process = try lab.program.start(words, output: output, errors: errors)
            try eventually("it runs") { try lab("logs", "box").output == "there\n" }
            kill(process.processIdentifier, SIGINT)
            process.waitUntilExit()
            let said = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            #expect(process.terminationStatus == 137)
            #expect(said.contains("has no handler for SIGINT") && !said.contains("If you did not stop it"), "\(said)")
        }

        @Test func aLimitHoldsOrIsSaidNotTo() throws {
            defer { lab.remove() }
            let outcome = try sh(
                ["--pids-limit", "5"],
                "for i in 1 2 3 4 5 6 7 8; do sleep 5 & done 2>/dev/null; jobs | wc -l; kill $(jobs -p)")
            let isSaid = outcome.errors.contains("--pids-limit cannot be met here")
            #expect(isSaid || !outcome.output.hasPrefix("8"), "\(outcome.output) \(outcome.errors)")
        }
    }
}
