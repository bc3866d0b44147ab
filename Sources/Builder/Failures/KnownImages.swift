internal import Matching

/// Names of images that Dockerfiles begin with, to find the one that was meant.
enum KnownImages {
    /// A question with a blank behind it; empty where the name is right or near none.
    static func hint(for name: String) -> String {
        let repository = name.prefix { $0 != ":" && $0 != "@" }
        let own = repository.hasPrefix("docker.io/library/") ? repository.dropFirst(18) : repository
        guard !own.contains("/"), !names.contains(String(own)) else { return "" }
        return Spelling.nearest(to: String(own), among: names).map {
            "Did you mean `\($0)\(name[repository.endIndex...])`? "
        } ?? ""
    }

    private static let names = [
        "almalinux", "alpine", "amazonlinux", "archlinux", "bash", "busybox", "caddy", "composer", "debian",
        "eclipse-temurin",
        "elixir", "fedora", "gcc", "golang", "gradle", "haproxy", "hello-world", "httpd", "mariadb", "maven",
        "memcached",
        "mongo", "mysql", "nginx", "node", "openjdk", "perl", "php", "postgres", "python", "rabbitmq", "redis",
        "registry",
        "rockylinux", "ruby", "rust", "scratch", "swift", "tomcat", "traefik", "ubuntu", "wordpress",
    ]
}
