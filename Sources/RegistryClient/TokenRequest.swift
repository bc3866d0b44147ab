internal import FoundationEssentials
internal import ImageFormat

/// A request to the token service that a registry's challenge names (distribution specification, "Token Authentication").
struct TokenRequest {
    var realm: String
    var service: String?
    var scope: String?
    var credentials: Credentials?
    /// Whether a token that can be kept in place of the password is asked for, as at a login.
    var asksToStay = false

    private static let clientID = "slipway"

    /// Nil where the realm is not an address.
    var request: RegistryRequest? {
        if case .identityToken(let token) = credentials { return exchange(of: token) }
        guard var components = URLComponents(string: realm) else { return nil }
        components.queryItems = (components.queryItems ?? []) + items + (asksToStay ? stayItems : [])
        guard let url = components.string else { return nil }
        var request = RegistryRequest(url: url)
        if case .password(let user, let password) = credentials {
            request.fields["Authorization"] = Self.basic(user, password)
        }
        return request
    }

    /// A challenge separates its scopes by blanks; the service wants a parameter for each.
    private var items: [URLQueryItem] {
        let scopes = scope?.split(separator: " ").map { URLQueryItem(name: "scope", value: String($0)) } ?? []
        return (service.map { [URLQueryItem(name: "service", value: $0)] } ?? []) + scopes
    }

    private var stayItems: [URLQueryItem] {
        [URLQueryItem(name: "offline_token", value: "true"), URLQueryItem(name: "client_id", value: Self.clientID)]
    }

    /// An identity token is a refresh token of OAuth 2: it goes in a form's body, never in an address.
    private func exchange(of token: String) -> RegistryRequest? {
        guard Origin(realm) != nil else { return nil }
        var form = [("grant_type", "refresh_token"), ("client_id", Self.clientID), ("refresh_token", token)]
        if let service { form.append(("service", service)) }
        if let scope { form.append(("scope", scope)) }
        let body = form.map { "\($0)=\(Self.escaped($1))" }.joined(separator: "&")
        return RegistryRequest(
            method: "POST", url: realm, fields: ["Content-Type": "application/x-www-form-urlencoded"],
            body: .bytes(Array(body.utf8)))
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain =
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
                || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte || "-._~".utf8.contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    static func basic(_ user: String, _ password: String) -> String {
        "Basic " + Data("\(user):\(password)".utf8).base64EncodedString()
    }
}

/// The answer of a token service.
package struct TokenAnswer {
    package var token: String
    /// The token that can be kept in place of a password.
    package var identity: String?

    package init(parsing bytes: [UInt8]) throws(RegistryError) {
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch { throw .badDocument("\(error)") }
        guard let token = json["token"]?.string ?? json["access_token"]?.string else {
            throw .badDocument("an answer without a token")
        }
        guard token.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            throw .badDocument("a token with characters that no token has")
        }
        self.token = token
        identity = json["refresh_token"]?.string
    }
}
