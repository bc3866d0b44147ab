import Glibc
import HelpTopics
import Printing

/// `slipway help TOPIC`: ArgumentParser's own help knows commands alone.
enum TopicHelp {
    /// Shows a topic and ends, where the words ask for one.
    static func answer(_ words: [String]) {
        guard words.count == 2, words[0] == "help" else { return }
        if words[1] == "topics" {
            StandardStream.output.write(PrintableText(lines: HelpTopic.list))
        } else if let topic = HelpTopic(rawValue: words[1]) {
            StandardStream.output.write(PrintableText(lines: topic.text))
        } else {
            return
        }
        exit(EXIT_SUCCESS)
    }
}
