import ImageFormat
import LessonFormat
import SelfChecks
import Testing

@Suite struct ImageCheckTests {
    private func evidence() -> Evidence {
        var config = ImageConfig(platform: .host)
        config.config.command = ["python", "app.py"]
        config.config.labels = ["team": "web"]
        config.config.exposedPorts = ["5000/tcp"]
        config.config.environment = ["MODE=slow", "MODE=fast"]
        config.config.healthcheck = Healthcheck(test: ["CMD", "true"], interval: 5_000_000_000)
        config.history = [HistoryEntry(createdBy: "COPY . . # buildkit")]
        config.diffIDs = [Digest(of: [1]), Digest(of: [2])]
        let image = ImageEvidence(
            id: "sha256:" + String(repeating: "a", count: 64), config: config, size: 1000, files: ["app/app.py"])
        var evidence = Evidence()
        evidence.images["a:v1"] = .some(image)
        evidence.images["a:v2"] = .some(image)
        evidence.images["gone:v1"] = .some(nil)
        return evidence
    }

    @Test(arguments: [
        ("a:v1", ImageExpectation.exists, true), ("gone:v1", .exists, false), ("a:v2", .sameAs("a:v1"), true),
        ("a:v1", .sameAs("gone:v1"), false), ("a:v1", .config(field: "Cmd", .contains("python app.py")), true),
        ("a:v1", .config(field: "Cmd", .contains("node")), false),
        ("a:v1", .config(field: "Labels.team", .contains("web")), true),
        ("a:v1", .config(field: "ExposedPorts", .contains("5000")), true),
        ("a:v1", .config(field: "User", .contains("app")), false), ("a:v1", .sizeAtMost(bytes: 1000), true),
        ("a:v1", .sizeAtMost(bytes: 999), false), ("a:v1", .layersAtMost(2), true), ("a:v1", .layersAtMost(1), false),
        ("a:v1", .config(field: "Cmd", .equals("python app.py")), true),
        ("a:v1", .config(field: "Cmd", .equals("python")), false),
        ("a:v1", .config(field: "Cmd", .lacks("/bin/sh")), true), ("a:v1", .config(field: "Cmd", .lacks("app")), false),
        ("a:v1", .config(field: "User", .matches("^(?!root|0)..*")), false),
        ("a:v1", .config(field: "Env.MODE", .equals("fast")), true),
        ("a:v1", .config(field: "Healthcheck.Interval", .equals("5s")), true),
        ("a:v1", .config(field: "History", .contains("COPY . .")), true),
        ("a:v1", .lacksFile(path: "/app/app.py"), false), ("a:v1", .lacksFile(path: "/app/.env"), true),
        ("a:v1", .hasFile(path: "/app/app.py"), true), ("a:v1", .hasFile(path: "app"), true),
    ])
    func whatAnImageIs(reference: String, expectation: ImageExpectation, passes: Bool) throws {
        let verdict = try judge(.image(reference: reference, expectation), evidence())
        #expect(verdict.isPassed == passes, "\(verdict)")
    }

    @Test func anImageThatNobodyLookedForWaits() throws {
        #expect(try judge(.image(reference: "x:v1", .exists), Evidence()).isWaiting)
    }
}
