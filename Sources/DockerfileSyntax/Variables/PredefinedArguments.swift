/// Arguments that exist without ARG.
public enum PredefinedArguments {
    /// In FROM, and in a stage once it declares them.
    public static let platforms: Set<String> = [
        "BUILDPLATFORM", "BUILDOS", "BUILDOSVERSION", "BUILDARCH", "BUILDVARIANT", "TARGETPLATFORM", "TARGETOS",
        "TARGETOSVERSION", "TARGETARCH", "TARGETVARIANT", "TARGETSTAGE",
    ]

    /// The values of `platforms` for a build on and for one platform: `linux/arm/v7`.
    public static func values(for platform: String) -> [String: String] {
        let parts = platform.split(separator: "/", omittingEmptySubsequences: false).map(String.init) + ["", ""]
        var values: [String: String] = [:]
        for side in ["BUILD", "TARGET"] {
            values[side + "PLATFORM"] = platform
            values[side + "OS"] = parts[0]
            values[side + "OSVERSION"] = ""
            values[side + "ARCH"] = parts[1]
            values[side + "VARIANT"] = parts[2]
        }
        values["TARGETSTAGE"] = "default"
        return values
    }

    /// In every RUN, and never in the image or the cache key.
    public static let proxies: Set<String> = [
        "HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "FTP_PROXY", "ftp_proxy", "NO_PROXY", "no_proxy",
        "ALL_PROXY", "all_proxy",
    ]

    /// The variables that the official images are known to set: never a slip of the pen.
    static let ofImages: Set<String> = [
        "HOME", "LANG", "PYTHON_VERSION", "PYTHON_SHA256", "GPG_KEY", "NODE_VERSION", "YARN_VERSION", "GOLANG_VERSION",
        "GOPATH", "GOTOOLCHAIN", "JAVA_HOME", "JAVA_VERSION", "RUST_VERSION", "RUSTUP_HOME", "CARGO_HOME",
        "RUBY_VERSION", "GEM_HOME", "BUNDLE_APP_CONFIG", "PHP_VERSION", "PHP_INI_DIR", "NGINX_VERSION", "PG_MAJOR",
        "PG_VERSION", "PGDATA", "REDIS_VERSION", "MYSQL_VERSION", "MAVEN_HOME", "GRADLE_HOME", "CATALINA_HOME",
        "HTTPD_PREFIX", "DOTNET_VERSION",
    ]
}
