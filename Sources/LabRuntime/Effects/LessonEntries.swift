internal import LabModel
internal import LessonFormat
internal import LessonPlay
internal import Surroundings

/// The lessons that there are, for the lab's list.
enum LessonEntries {
    /// None without a checkout; lessons that cannot be read are left out.
    static func all(in surroundings: Surroundings) -> [LessonEntry] {
        guard let shelf = LessonShelf(in: surroundings) else { return [] }
        return shelf.folders().compactMap { folder in
            (try? shelf.lesson(folder)).map {
                LessonEntry(id: $0.id, folder: folder, title: $0.title, steps: $0.steps.count)
            }
        }
    }
}
