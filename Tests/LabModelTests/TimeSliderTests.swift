import ImageFormat
import Testing

@testable import LabModel

/// The slider over the steps of a build, forwards and backwards.
@Suite struct TimeSliderTests {
    /// Two stages: the second one begins anew, hides a folder of its base and changes a file.
    private static let moments = [
        BuildMoment(
            text: "FROM a AS build", beginsStage: true,
            changes: [
                LayerChange(kind: .added, path: "/etc/", bytes: 0),
                LayerChange(kind: .added, path: "/etc/os", bytes: 9),
            ], settings: [.init(name: "WORKDIR", value: "/")]),
        BuildMoment(
            text: "COPY app.py /app/",
            changes: [
                LayerChange(kind: .added, path: "/app/", bytes: 0),
                LayerChange(kind: .added, path: "/app/app.py", bytes: 5),
            ], settings: [.init(name: "WORKDIR", value: "/"), .init(name: "ENV A", value: "1")]),
        BuildMoment(
            text: "RUN sed -i s/a/b/ /app/app.py && rm -r /etc",
            changes: [
                LayerChange(kind: .changed, path: "/app/app.py", bytes: 5),
                LayerChange(kind: .removed, path: "/etc/", bytes: 9),
            ], settings: [.init(name: "WORKDIR", value: "/app")]),
        BuildMoment(
            text: "FROM a", beginsStage: true, changes: [LayerChange(kind: .added, path: "/etc/os", bytes: 9)],
            omittedChanges: 3),
    ]

    /// `+/etc/os 9`, a blank for what is as it was.
    private static func shown(_ slider: TimeSlider) -> [String] {
        slider.rows.map { row in
            switch row {
            case .file(let path, let bytes, let kind):
                let sign =
                    switch kind {
                    case .added: "+"
                    case .changed: "~"
                    case .removed: "-"
                    case nil: " "
                    }
                return "\(sign)\(path) \(bytes)"
            case .folder(let path, let files, let bytes, let kind):
                return "\(kind == .added ? "+" : " ")\(path) \(files) files, \(bytes)"
            case .setting(let name, let old, let new): return "\(name): \(old ?? "none") → \(new ?? "none")"
            case .omitted(let count): return "… \(count)"
            }
        }
    }

    @Test(arguments: [
        (0, ["+/etc/ 0", "+/etc/os 9"]), (1, ["+/app/ 0", "+/app/app.py 5"]),
        (2, ["~/app/app.py 5", "-/etc/ 0", "-/etc/os 9"]), (3, ["+/etc/os 9", "… 3"]),
    ])
    func eachStepShowsWhatItChanged(place: Int, rows: [String]) {
        #expect(Self.shown(TimeSlider(Self.moments, at: place)) == rows)
    }

    @Test func itGoesBackwardsAsItWentForwards() {
        var slider = TimeSlider(Self.moments, at: 0)
        var forwards: [[String]] = []
        for _ in Self.moments {
            forwards.append(Self.shown(slider))
            slider.move(by: 1)
        }
        #expect(slider.place == 3, "not beyond the end")
        var backwards: [[String]] = []
        for _ in Self.moments {
            backwards.append(Self.shown(slider))
            slider.move(by: -1)
        }
        #expect(slider.place == 0 && backwards.reversed() == forwards)
    }

    @Test func allFilesAreThoseOfTheStageAlone() {
        var slider = TimeSlider(Self.moments, at: 1)
        slider.turn(to: .files)
        #expect(Self.shown(slider) == ["+/app/ 0", "+/app/app.py 5", " /etc/ 0", " /etc/os 9"])
        slider.move(by: 1)
        #expect(Self.shown(slider) == [" /app/ 0", "~/app/app.py 5", "-/etc/ 0", "-/etc/os 9"])
        slider.turn(to: .files)
        #expect(slider.sight == .changes)
    }

    /// Any two steps, in either direction; of two stages the sizes tell.
    @Test func anyTwoStepsAreHeldAgainstEachOther() {
        var slider = TimeSlider(Self.moments, at: 2)
        slider.turnMark()
        slider.move(by: -2)
        #expect(slider.other == 2)
        #expect(Self.shown(slider) == ["-/app/ 0", "-/app/app.py 5", "+/etc/ 0", "+/etc/os 9"])
        slider.move(by: 1)
        #expect(Self.shown(slider).contains("~/app/app.py 5"), "the same size, and written between the two")
        slider.move(by: 2)
        #expect(Self.shown(slider) == ["-/app/ 0", "-/app/app.py 5", "+/etc/os 9", "… 3"])
        slider.turnMark()
        slider.turnMark()
        #expect(slider.mark == nil)
    }

    @Test func theEnvironmentShowsWhatBecameOfIt() {
        var slider = TimeSlider(Self.moments, at: 2)
        slider.turn(to: .settings)
        #expect(Self.shown(slider) == ["WORKDIR: / → /app", "ENV A: 1 → none"])
        slider.move(by: -1)
        #expect(Self.shown(slider) == ["WORKDIR: / → /", "ENV A: none → 1"])
    }

    @Test func aFileIsOpenedAndAFolderIsNot() {
        var slider = TimeSlider(Self.moments, at: 1)
        #expect(slider.selectedFile == nil)
        slider = TimeSlider(Self.moments, at: 3)
        #expect(slider.selectedFile == "/etc/os")
    }

    /// A base of thousands of files, of which a step changes one and adds one.
    private static func large(_ count: Int) -> [BuildMoment] {
        let folders = ["/usr/", "/usr/bin/", "/usr/lib/"].map { LayerChange(kind: .added, path: $0, bytes: 0) }
        let files = (0..<count).map { number in
            LayerChange(kind: .added, path: "/usr/\(number % 2 == 0 ? "bin" : "lib")/f\(number)", bytes: 1)
        }
        let step = [
            LayerChange(kind: .added, path: "/app.py", bytes: 5),
            LayerChange(kind: .changed, path: "/usr/bin/f0", bytes: 2),
        ]
        return [
            BuildMoment(text: "FROM a", beginsStage: true, changes: folders + files),
            BuildMoment(text: "RUN x", changes: step),
        ]
    }

    /// What is drawn and scrolled is as much for thirty thousand files as for a hundred.
    @Test(arguments: [100, 30_000]) func foldersOfABaseAreOneRowEach(_ count: Int) {
        var slider = TimeSlider(Self.large(count), at: 0)
        #expect(Self.shown(slider) == ["+/usr/ \(count) files, \(count)"])
        slider.move(by: 1)
        #expect(Self.shown(slider) == ["+/app.py 5", "~/usr/bin/f0 2"])
        slider.turn(to: .files)
        let half = count / 2
        #expect(
            Self.shown(slider) == [
                "+/app.py 5", " /usr/ 0", " /usr/bin/ 0", "~/usr/bin/f0 2",
                " /usr/bin/* \(half - 1) files, \(half - 1)", " /usr/lib/ \(half) files, \(half)",
            ])
    }

    @Test func aFolderIsOpenedStaysOpenAndIsFoldedAgain() {
        var slider = TimeSlider(Self.large(100), at: 0)
        #expect(slider.selectedFile == nil)
        var turns = [slider.turnFolder()]
        #expect(Self.shown(slider) == ["+/usr/ 0", "+/usr/bin/ 50 files, 50", "+/usr/lib/ 50 files, 50"])
        slider.move(by: 1)
        slider.move(by: -1)
        #expect(slider.rows.count == 3)
        turns.append(slider.turnFolder())
        #expect(slider.rows.count == 1)
        slider.move(by: 1)
        slider.turn(to: .files)
        slider.list.selected = 4
        turns.append(slider.turnFolder())
        #expect(slider.rows.count == 5 + 49, "the files behind the star")
        slider.list.selected = 2
        turns.append(slider.turnFolder())
        #expect(slider.rows.count == 6)
        #expect(turns == [true, true, true, true])
    }

    @Test func aFolderOfFewFilesIsShownWithThem() {
        var slider = TimeSlider(Self.moments, at: 1)
        let isTurned = slider.turnFolder()
        #expect(!isTurned && slider.rows.count == 2)
    }

    @Test func nothingIsAnEmptySlider() {
        var slider = TimeSlider([])
        slider.move(by: 1)
        slider.turnMark()
        slider.turn(to: .settings)
        #expect(slider.rows.isEmpty && slider.moment == nil && slider.selectedFile == nil)
    }
}
