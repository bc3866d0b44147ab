import BuildPlan
import Printing
import Recordings

extension Format {
    /// A recorded terminal, of either version: what is read can be played, and is written as the same.
    static let cast = Format(
        "cast",
        seeds: [
            "{\"version\": 2, \"width\": 80, \"height\": 24, \"timestamp\": 1700000000, \"env\": {\"TERM\": \"xterm\"}}\n"
                + "[0.5, \"o\", \"a\\r\\n\"]\n[1, \"i\", \"x\"]\n[2.25, \"r\", \"100x40\"]\n[3, \"m\", \"é\"]\n",
            "{\"version\": 3, \"term\": {\"cols\": 80, \"rows\": 24, \"type\": \"xterm\"}, \"tags\": [\"a\"]}\n"
                + "# comment\n[0.5, \"o\", \"\\u001b[1mb\"]\n[0.25, \"x\", \"0\"]\n[1e2, \"o\", \"c\"]",
        ],
        tokens: Sample.jsonTokens + [
            "\n", "1e18", "-0.1", "1e-300", "\"o\"", "\"r\"", "\"80x24\"", "\"1001x1\"", "\"version\":3", "\"cols\":",
            "#",
        ]
    ) { bytes in
        let cast = try CastReader.cast(String(decoding: bytes, as: UTF8.self))
        var playback = Playback(cast.events, longestWait: 2)
        while !playback.isOver { _ = playback.step() }
        try promise(RecordedTime.isPossible(playback.duration), "it lasts \(playback.duration) seconds")
        let writer = CastWriter()
        let text = writer.line(of: cast.header) + cast.events.map { writer.line(of: $0) }.joined()
        let written = try again { try CastReader.cast(text) }
        try promise(
            written.header == cast.header && written.events.map(\.event) == cast.events.map(\.event),
            "what is written reads back as something else")
    }

    /// The events of a build, from a journal or a recording: every reader takes them.
    static let eventStream = Format(
        "event-stream", seeds: [Self.stream, Self.unversionedStream],
        tokens: Sample.jsonTokens + [
            "\n", "1e18", "-1", "{\"time\":1,\"event\":{", "{\"v\":1,\"event\":\"stepLog\",\"time\":1,",
            "\"outcome\":\"done\"", "\"result\":\"failed\"", "\"miss\":{\"cause\":\"followsFrom\",\"step\":",
            "\"stepLog\":{\"_0\":{\"step\":0,\"stream\":\"stdout\",\"text\":\"",
            "\"stepFinished\"", "\"finished\"", "\\u001b]52;c;", "\\u001b[31m", "\\u009b", "9223372036854775807",
        ]
    ) { bytes in
        let stream = EventStream(bytes: bytes)
        var (log, live) = (PlainBuildLog(), LiveBuildView())
        for timed in stream.events {
            try promiseHarmless(log.text(for: timed.event))
            try promiseHarmless(live.take(timed.event, at: timed.time))
            for line in live.lines(width: 80, height: 24, at: timed.time) { try promiseHarmless(line) }
        }
        let report = WhyReport(events: stream.events.map(\.event), damagedLines: stream.damagedLines.count)
        try promiseHarmless(report.text)
    }

    private static let stream = """
        {"v":1,"event":"started","time":0,"buildID":"1","dockerfile":"D","context":".","tags":["a:1"],"wallClock":1}
        {"v":1,"event":"planned","time":0,"stages":[{"index":0,"name":"a","base":"b","isNeeded":true}],"steps":[\
        {"step":0,"stage":0,"keyword":"RUN","text":"RUN x","firstLine":1,"lastLine":2,"ordinal":1,"stageStepCount":1}]}
        {"v":1,"event":"contextRead","time":0.1,"files":1,"bytes":2}
        {"v":1,"event":"stepStarted","time":0.1,"step":0}
        {"v":1,"event":"stepProgress","time":0.1,"step":0,"activity":"x","completed":1,"total":2,"unit":"bytes"}
        {"v":1,"event":"stepLog","time":0.2,"step":0,"stream":"stdout","text":"a\\r\\u001b[1mb\\n"}
        {"v":1,"event":"stepFinished","time":0.3,"step":0,"outcome":"failed","failure":{"message":"m","location":"D:1:1"},\
        "duration":1,"miss":{"cause":"filesChanged","files":[{"path":"f","change":"text","line":1,"old":"a"}]},"layerBytes":9}
        {"v":1,"event":"warning","time":0.4,"rule":"r","message":"m","line":1}
        {"v":1,"event":"finished","time":0.5,"result":"succeeded","image":{"imageID":"i","tags":["t"],"size":1,"hits":1,\
        "executed":0,"secondsSaved":2}}

        """

    /// As recordings were before the format had a version.
    private static let unversionedStream = """
        {"time":0,"event":{"started":{"_0":{"buildID":"1","dockerfile":"D","context":".","tags":["a:1"],"wallClock":1}}}}
        {"time":0,"event":{"planned":{"_0":{"stages":[{"index":0,"name":"a","base":"b","isNeeded":true}],"steps":[\
        {"id":0,"stage":0,"keyword":"RUN","text":"RUN x","firstLine":1,"lastLine":2,"ordinal":1,"stageStepCount":1}]}}}}
        {"time":0.1,"event":{"contextRead":{"_0":{"files":1,"bytes":2}}}}
        {"time":0.1,"event":{"stepStarted":{"_0":0}}}
        {"time":0.1,"event":{"stepProgress":{"_0":{"step":0,"activity":"x","completed":1,"total":2,"unit":"bytes"}}}}
        {"time":0.2,"event":{"stepLog":{"_0":{"step":0,"stream":"stdout","text":"a\\r\\u001b[1mb\\n"}}}}
        {"time":0.3,"event":{"stepFinished":{"_0":{"step":0,"outcome":{"failed":{"_0":{"message":"m","location":"D:1:1"}}},\
        "duration":1,"miss":{"filesChanged":{"_0":[{"path":"f","kind":{"text":{"line":1,"old":"a"}}}]}},"layerBytes":9}}}}
        {"time":0.4,"event":{"warning":{"_0":{"rule":"r","message":"m","line":1}}}}
        {"time":0.5,"event":{"finished":{"_0":{"succeeded":{"_0":{"imageID":"i","tags":["t"],"size":1,"hits":1,"executed":0,\
        "secondsSaved":2}}}}}}

        """
}
