public import Formats
public import ImageFormat

/// What `inspect --format` knows of docker's types beyond their JSON.
public enum InspectShape {
    /// The value that a template of `inspect` is filled in with.
    public static func value(_ json: JSON) -> TemplateValue { TemplateValue(json, named: whole, shape: shape) }

    /// The name that the whole goes by: no member has it.
    private static let whole = "."

    private static let shape = TemplateValue.Shape(
        maps: [
            "Labels", "Ports", "PortBindings", "Networks", "ExposedPorts", "Volumes", "Tmpfs", "Sysctls", "DriverOpts",
            "Options", "Data", "Annotations",
        ],
        lists: [
            "Args", "Env", "Cmd", "Entrypoint", "OnBuild", "Shell", "Binds", "VolumesFrom", "CapAdd", "CapDrop", "Dns",
            "DnsOptions", "DnsSearch", "ExtraHosts", "GroupAdd", "Links", "SecurityOpt", "Devices", "DeviceRequests",
            "Ulimits", "ExecIDs", "Aliases", "DNSNames", "SecondaryIPAddresses", "SecondaryIPv6Addresses", "Mounts",
            "RepoTags", "RepoDigests", "Layers", "Log",
        ],
        optional: [
            whole: hidden(["SizeRw": .none(.pointer), "SizeRootFs": .none(.pointer), "Variant": .string("")]),
            "State": hidden(["Health": .none(.pointer)]),
            "Config": hidden([
                "User": .string(""), "ExposedPorts": .none(.map), "Env": .none(.list), "Cmd": .none(.list),
                "Entrypoint": .none(.list), "Healthcheck": .none(.pointer), "Volumes": .none(.map),
                "WorkingDir": .string(""), "OnBuild": .none(.list), "Labels": .none(.map), "StopSignal": .string(""),
                "StopTimeout": .none(.pointer), "Shell": .none(.list), "ArgsEscaped": .bool(false),
                "Hostname": .string(""), "Domainname": .string(""), "Image": .string(""), "Tty": .bool(false),
                "OpenStdin": .bool(false), "StdinOnce": .bool(false), "AttachStdin": .bool(false),
                "AttachStdout": .bool(false), "AttachStderr": .bool(false),
            ]),
            "HostConfig": hidden([
                "Tmpfs": .none(.map), "Sysctls": .none(.map), "Init": .none(.pointer), "Annotations": .none(.map),
                "Mounts": .none(.list),
            ]),
        ])

    private static func hidden(_ fields: KeyValuePairs<String, TemplateValue>) -> [TemplateValue.Field] {
        fields.map { TemplateValue.Field($0.key, $0.value, isWritten: false) }
    }
}
