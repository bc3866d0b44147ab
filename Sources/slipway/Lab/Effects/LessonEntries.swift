import LabModel
import LessonFormat

/// The lessons of the checkout, for the lab's list.
enum LessonEntries {
    /// None without a checkout; lessons that cannot be read are left out.
    static func all() -> [LessonEntry] {
        guard let checkout = try? FoundCheckout.require() else { return [] }
        let shelf = LessonShelf(checkout: checkout)
        return shelf.folders().compactMap { folder in
            (try? shelf.lesson(folder)).map {
                LessonEntry(id: $0.id, folder: folder, title: $0.title, steps: $0.steps.count)
            }
        }
    }
}
