public import LessonFormat
public import LessonPlay
internal import Printing
public import Surroundings

/// A lesson that a lab is opened on: with its ports, and with the place that it is worked on at.
public struct OpenedLesson: Sendable {
    /// The lesson, with the ports that it has here.
    public let lesson: Lesson
    /// Where it is worked on.
    public let place: Workplace
    /// What the lesson has its ports of; nil where another lab has reserved them, which alone may change them.
    public let ports: WorkspacePorts?

    /// Takes the lock of the workspace. Nil where another lab is open there, and no second one is wanted.
    public init?(_ chosen: Lesson, at place: Workplace) {
        self.init(chosen, at: place, agreesToSecond: Self.agreesToSecond)
    }

    /// - Parameter agreesToSecond: asks whether there is to be a second lab; it is given the process of the first.
    init?(_ chosen: Lesson, at place: Workplace, agreesToSecond: (Workplace, Int32?) -> Bool) {
        let ports = WorkspacePorts(of: chosen, at: place)
        self.place = place
        switch LabLock.take(of: place) {
        case .held:
            lesson = ports.chosenLesson()
            self.ports = ports
        case .taken(let process):
            guard agreesToSecond(place, process) else { return nil }
            lesson = ports.keptLesson
            self.ports = nil
        }
    }

    /// Asks on the terminal.
    private static func agreesToSecond(_ place: Workplace, _ process: Int32?) -> Bool {
        let who = process.map { " (process \($0))" } ?? ""
        StandardStream.error.write(
            """
            Another lab\(who) is open on \(PrintableText(lines: place.workspace)). Where both save a file, the later one \
            overwrites the other.
            Open a second lab all the same? yes or no: 
            """)
        return isAgreed(readLine())
    }

    /// Only the whole word agrees.
    static func isAgreed(_ answer: String?) -> Bool {
        answer?.lowercased().filter { !$0.isWhitespace } == "yes"
    }
}
