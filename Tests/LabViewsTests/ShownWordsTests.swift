import LabModel
import Testing

@testable import LabViews

/// Words of the lab that are shown otherwise than they come.
@Suite struct ShownWordsTests {
    @Test(arguments: [
        ("EXPOSE map[5000/tcp:{}]", "EXPOSE 5000/tcp"), ("EXPOSE map[53/udp:{} 80/tcp:{}]", "EXPOSE 53/udp 80/tcp"),
        ("/bin/sh -c #(nop)  EXPOSE map[80/tcp:{}]", "EXPOSE 80/tcp"), ("EXPOSE [5000/tcp]", "EXPOSE [5000/tcp]"),
        ("RUN /bin/sh -c ls # buildkit", "RUN ls"), ("", "(not said)"),
    ])
    func anEntryOfTheHistoryIsTheInstruction(createdBy: String, shown: String) {
        #expect(LayerWords.instruction(createdBy) == shown)
    }

    /// A path keeps its end, by which it is found.
    @Test(arguments: [
        (80, "The step begins again; your files are kept in /backups/hello-1"),
        (50, "Your files are kept in /backups/hello-1"), (34, "Your files are kept in …ps/hello-1"),
    ])
    func thePathOfABackupIsCutAtItsFront(room: Int, shown: String) {
        #expect(NoticeWords.text(.stepReset(backup: "/backups/hello-1"), room: room, ellipsis: "…") == shown)
    }

    @Test func filesThatAreNotSavedAreNamed() {
        #expect(
            NoticeWords.text(.leftUnsaved(["app.py"]))
                == "app.py has changes that the disk does not: Ctrl-S saves them, F7 goes back")
    }

    /// A lesson is called by the number that chooses it.
    @Test(arguments: [
        ("06-x", "Lesson 06: T"), ("exercises/01-y", "Exercise 01: T"), ("mine", "T"), ("exercises/z", "T"),
    ])
    func aLessonIsCalledByItsNumber(folder: String, name: String) {
        #expect(DialogueWords.name(of: LessonEntry(id: "i", folder: folder, title: "T", steps: 1)) == name)
    }
}
