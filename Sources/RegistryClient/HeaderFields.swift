internal import CCurl

/// A request's fields as libcurl takes them; it must live as long as the request.
final class HeaderFields {
    private(set) var list: UnsafeMutablePointer<curl_slist>?

    /// - Throws: `badDocument` for a value that would be more than one line: it came from outside.
    init(_ fields: [String: String]) throws(RegistryError) {
        // The length is known from the body, and libcurl's own additions are not wanted.
        for (name, value) in fields.sorted(by: { $0.key < $1.key }) where name != "Content-Length" {
            guard (name + value).utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
                throw .badDocument("a value with control characters, for the field \(name)")
            }
            list = curl_slist_append(list, "\(name): \(value)")
        }
        for name in ["Expect", "Accept", "Content-Type"] where fields[name] == nil {
            list = curl_slist_append(list, name + ":")
        }
    }

    deinit { curl_slist_free_all(list) }
}
