extension Lesson {
    /// A lesson without steps: for screens that show something else.
    public static func empty(titled title: String) -> Lesson {
        Lesson(
            id: "", title: title, summary: "", needs: LessonNeeds(), workspace: "", image: nil, steps: [], start: [:],
            solution: [:])
    }
}
