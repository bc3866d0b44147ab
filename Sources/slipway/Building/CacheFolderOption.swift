import ArgumentParser

/// `--cache-from type=local,src=FOLDER` and `--cache-to type=local,dest=FOLDER`.
struct CacheFolderOption {
    let folder: String

    init(_ text: String, place: String) throws {
        var fields: [String: String] = [:]
        for part in text.split(separator: ",") {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            fields[pair[0]] = pair.count == 2 ? pair[1] : ""
        }
        guard fields["type"] == "local" else {
            throw ValidationError("A cache goes to a folder and comes from one here: type=local,\(place)=FOLDER.")
        }
        guard let folder = fields[place], !folder.isEmpty else {
            throw ValidationError("`\(text)` needs \(place)=FOLDER.")
        }
        guard fields["mode"] ?? "min" == "min" else {
            throw ValidationError("The cache holds the layers of the image: mode=min. Others are made again.")
        }
        self.folder = folder
    }
}
