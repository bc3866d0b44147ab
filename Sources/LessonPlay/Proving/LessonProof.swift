internal import Glibc
internal import Printing
public import Surroundings
internal import SystemPackage

/// The proof that every check of lessons can fail, and that every solution passes.
public struct LessonProof {
    private let shelf: LessonShelf
    private let surroundings: Surroundings

    /// - Parameter shelf: what lessons are looked for on by their names.
    public init(_ shelf: LessonShelf, in surroundings: Surroundings) {
        self.shelf = shelf
        self.surroundings = surroundings
    }

    /// Plays lessons, and says what is wrong.
    ///
    /// - Parameter lessons: folders or numbers, or paths of lessons anywhere; all of the shelf where there are none.
    /// - Returns: how many things are wrong.
    public func faults(of lessons: [String]) throws -> Int {
        let paths = lessons.map(surroundings.absolute).filter { Self.isLesson($0) }
        let names = lessons.filter { !Self.isLesson(surroundings.absolute($0)) }
        var faults = 0
        if paths.isEmpty || !names.isEmpty {
            faults += try verify(names.isEmpty ? shelf.someFolders() : names, of: shelf)
        }
        for path in paths {
            let place = FilePath(path).lexicallyNormalized()
            let parent = place.removingLastComponent().string
            guard let name = place.lastComponent?.string, let checkout = surroundings.checkout else { continue }
            faults += try verify([name], of: LessonShelf(checkout, lessons: parent))
        }
        return faults
    }

    private static func isLesson(_ path: String) -> Bool { access(path + "/lesson.yaml", R_OK) == 0 }

    private func verify(_ names: [String], of shelf: LessonShelf) throws -> Int {
        var verifier = LessonVerifier(shelf, in: surroundings) { Line.print($0) }
        try verifier.verify(names)
        return verifier.faults
    }
}
