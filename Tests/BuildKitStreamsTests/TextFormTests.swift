import BuildKitStreams
import BuildPlan
import Testing

@Suite("the older forms of Docker's progress become our events")
struct TextFormTests {
    private let file = """
        FROM bb:1 AS one
        WORKDIR /app
        ARG X=1
        COPY a.txt .
        RUN echo one $X
        FROM bb:1 AS unused
        RUN echo never
        FROM bb:1
        COPY --from=one /one /
        CMD cat /one
        """

    @Test("plain progress: states, output, times, and lines that are not output")
    func plain() throws {
        let streamed = Streamed(dockerfile: file)
        let events = try streamed.events(
            """
            #1 [internal] load build definition from Dockerfile
            #1 sha256:854d
            #1 transferring dockerfile: 321B 0.0s done
            #1 DONE 0.1s
            #3 [internal] load metadata for docker.io/library/bb:1
            #3 DONE 0.0s
            #4 [one 1/4] FROM docker.io/library/bb:1
            #4 CACHED
            #6 [internal] load build context
            #6 transferring context: 35B done
            #6 DONE 0.0s
            #5 [one 2/4] WORKDIR /app
            #5 CACHED
            #7 [one 3/4] COPY a.txt .
            #7 sha256:c10a
            #7 DONE 0.1s
            #8 [one 4/4] RUN echo one 1
            #8 0.150 one 1
            #8 ...
            #9 [stage-2 2/2] COPY --from=one /one /
            #9 DONE 0.2s
            #8 0.760 one 2
            #8 DONE 1.1s
            #12 exporting to image
            #12 writing image sha256:ad62 done
            #12 DONE 0.1s
            """, by: PlainProgressReader(), end: .succeeded)
        #expect(
            try streamed.ends(events) == [
                "FROM done", "WORKDIR cached", "ARG cached", "COPY done", "RUN done", "FROM skipped", "RUN skipped",
                "FROM done", "COPY done", "CMD done",
            ])
        #expect(events.log(4) == "one 1\none 2\n")
        #expect(events.finish(4)?.duration == 1.1)
    }

    @Test("plain progress: the failure that an older daemon repeats between dashes is read once")
    func plainFailure() throws {
        let events = try Streamed(dockerfile: file).events(
            """
            #8 [one 4/4] RUN echo one 1
            #8 0.150 no
            #8 ERROR: executor failed running [/bin/sh -c echo one $X]: exit code: 3
            ------
             > [one 4/4] RUN echo one 1:
            ------
            executor failed running [/bin/sh -c echo one $X]: exit code: 3
            """, by: PlainProgressReader(), end: .failed)
        guard case .failed(let failure)? = events.finish(4)?.outcome else { throw Unexpected() }
        #expect(failure.exitStatus == 3 && failure.location == "Dockerfile:5:1")
        #expect(failure.advice == "advice for 3: no\n")
        #expect(events.result == .failed(StepID(4)))
    }

    @Test(
        "a flag that the builder is too old for is told as that; one of docker's own command line is not",
        arguments: [
            ("failed to create LLB definition: dockerfile parse error line 2: Unknown flag: network", true),
            ("unknown flag: --networks", false),
        ])
    func olderBuilder(_ said: String, _ isOlder: Bool) throws {
        let events = try Streamed(dockerfile: "FROM a\nRUN --network=none true").events(
            "failed to solve with frontend dockerfile.v0: " + said, by: PlainProgressReader(), end: .failed)
        guard case .refused(let refusals)? = events.result else { throw Unexpected() }
        #expect(refusals.first?.advice?.hasPrefix("The flag is newer than this Docker's builder.") ?? false == isOlder)
    }

    @Test("plain progress: a step that was cancelled")
    func plainCancelled() throws {
        let events = try Streamed(dockerfile: file).events(
            "#8 [one 4/4] RUN echo one 1\n#8 CANCELED\ncontext canceled", by: PlainProgressReader(), end: .cancelled)
        #expect(events.finish(4)?.outcome == .cancelled)
    }

    @Test("the classic builder: every instruction is reported in its order")
    func classic() throws {
        let streamed = Streamed(dockerfile: "ARG V=1\nFROM bb:1\nWORKDIR /q\nRUN echo hi\nCMD [\"x\"]")
        let events = try streamed.events(
            """
            Sending build context to Docker daemon  9.216kB
            Step 1/5 : ARG V=1
            Step 2/5 : FROM bb:1
             ---> 280531578a90
            Step 3/5 : WORKDIR /q
             ---> Using cache
             ---> ca48f61d0b3f
            Step 4/5 : RUN echo hi
             ---> Running in 905c53e56dda
            hi
            Removing intermediate container 905c53e56dda
             ---> aaa072261732
            Step 5/5 : CMD ["x"]
             ---> Running in 032dd8d0a7bc
             ---> 023c747b7a62
            Successfully built 023c747b7a62
            Successfully tagged f6:latest
            """, by: ClassicReader(), end: .succeeded)
        #expect(try streamed.ends(events) == ["FROM done", "WORKDIR cached", "RUN done", "CMD done"])
        #expect(events.log(2) == "hi\n")
    }

    @Test("the classic builder: a command that fails")
    func classicFailure() throws {
        let events = try Streamed(dockerfile: "FROM bb:1\nRUN exit 3\nCMD x").events(
            """
            Step 1/3 : FROM bb:1
             ---> 280531578a90
            Step 2/3 : RUN exit 3
             ---> Running in b18ca434a96a
            start
            The command '/bin/sh -c exit 3' returned a non-zero code: 3
            """, by: ClassicReader(), end: .failed)
        guard case .failed(let failure)? = events.finish(1)?.outcome else { throw Unexpected() }
        #expect(failure.exitStatus == 3)
        #expect(events.finish(2)?.outcome == .skipped)
    }

    @Test("the classic builder: the message for a missing base image does not contain the progress of the context")
    func classicBase() throws {
        let events = try Streamed(dockerfile: "FROM nobody/has:1\nCMD x").events(
            """
            Sending build context to Docker daemon  2.048kB
            Step 1/2 : FROM nobody/has:1
            Get "https://registry-1.docker.io/v2/": no such host
            """, by: ClassicReader(), end: .failed)
        guard case .failed(let failure)? = events.finish(0)?.outcome else { throw Unexpected() }
        #expect(failure.message.contains("no such host") && !failure.message.contains("context"))
    }
}
