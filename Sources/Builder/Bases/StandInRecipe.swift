internal import Files
internal import ImageFormat
internal import Surroundings

/// A folder of `Sandbox/Bases`: the packages and the Dockerfile of an image that stands in for another.
struct StandInRecipe {
    let reference: Reference
    /// Absolute path of the folder.
    let folder: String

    /// The label that says what an image stands in for.
    static let label = "dev.slipway.stand-in"

    /// Nil where there is no recipe; only official images have one.
    init?(for reference: Reference, in checkout: Checkout?) {
        guard let tag = reference.tag, reference.digest == nil, !reference.familiarRepository.contains("/"),
            let folder = checkout?.recipe(named: "\(reference.familiarRepository)-\(tag)")
        else { return nil }
        self.reference = reference
        self.folder = folder
    }

    /// The packages to fetch.
    var packages: [String] { lines("packages.txt").filter { !$0.hasPrefix("-") } }

    /// Packages that are not fetched, although those need them.
    var omissions: [String] { lines("packages.txt").filter { $0.hasPrefix("-") }.map { String($0.dropFirst()) } }

    /// Patterns of what is not kept of them.
    var removals: [String] { lines("remove.txt") }

    /// Names of the files that its Dockerfile copies, in the folder `files`.
    var files: [String] { Folder.namesOrNone(of: folder + "/files") }

    private func lines(_ name: String) -> [String] {
        let text = (try? WholeFile.read(folder + "/" + name)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map(String.init)
    }

    /// A reference as people write it.
    static func familiar(_ text: String) -> String { (try? Reference(text))?.familiar ?? text }
}
