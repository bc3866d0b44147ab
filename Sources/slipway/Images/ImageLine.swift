import ImageFormat
import ImageStore

/// A line of `images`: an image under one of its names.
struct ImageLine {
    let image: StoredImage
    let reference: Reference?

    /// A line a name; one for an image without a name.
    static func lines(of image: StoredImage) -> [ImageLine] {
        if image.references.isEmpty { return [ImageLine(image: image, reference: nil)] }
        return image.references.map { ImageLine(image: image, reference: $0) }
    }

    var repository: String { reference?.familiarRepository ?? "<none>" }
    var tag: String { reference?.tag ?? "<none>" }
    var digest: String { reference?.digest?.description ?? "<none>" }

    /// That it stands in for another image, or was built on one that does: an image has the labels of its base.
    var note: String {
        guard let original = image.standIn else { return "" }
        let isItself = reference.map { (try? Reference(original)) == $0 } ?? false
        return (isItself ? "stand-in for " : "built on a stand-in for ") + original
    }

    /// Whether a name on the command line asks for this line; without a tag it asks for all tags.
    func matches(_ wanted: String?) -> Bool {
        guard let wanted else { return true }
        guard let reference else { return false }
        return Wildcard.matches(wanted, reference.familiarRepository) || Wildcard.matches(wanted, reference.familiar)
            || Wildcard.matches(wanted, reference.repository) || Wildcard.matches(wanted, reference.description)
    }

    func fields(id: String) -> KeyValuePairs<String, String> {
        [
            "Containers": "N/A", "CreatedAt": image.config.created ?? "N/A",
            "CreatedSince": Age.text(image.config.created), "Digest": digest, "ID": id, "Repository": repository,
            "Size": ByteCount.text(image.size), "StandIn": image.standIn ?? "", "Tag": tag,
        ]
    }
}

/// Patterns of file names: `*` is any text without `/`, `?` one character.
enum Wildcard {
    static func matches(_ pattern: String, _ text: String) -> Bool {
        let (pattern, text) = (Array(pattern), Array(text))
        var (place, position) = (0, 0)
        var retry: (place: Int, position: Int)?
        while position < text.count {
            if place < pattern.count, pattern[place] == "*" {
                retry = (place, position)
                place += 1
            } else if place < pattern.count,
                pattern[place] == text[position] || (pattern[place] == "?" && text[position] != "/")
            {
                (place, position) = (place + 1, position + 1)
            } else if let star = retry, text[star.position] != "/" {
                retry = (star.place, star.position + 1)
                (place, position) = (star.place + 1, star.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == "*" }
    }
}
