public import ContainerRuntime
public import Formats
internal import ImageFormat

/// An event as `events` shows it.
public struct EventLine: Sendable {
    private let event: RuntimeEvent

    /// The line of one event.
    public init(_ event: RuntimeEvent) { self.event = event }

    /// `TIME TYPE ACTION ID (NAME=VALUE, …)`, the time as the clock here shows it.
    ///
    /// - Parameter time: the event's moment, as text.
    public func text(time: String) -> String {
        let attributes = event.attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let end = attributes.isEmpty ? "" : " (\(attributes.joined(separator: ", ")))"
        return "\(time) \(event.kind.rawValue) \(event.action) \(event.id)\(end)"
    }

    /// The fields of a template; `{{json .}}` is docker's JSON.
    public var item: TemplateValue {
        let attributes = TemplateValue.map(event.attributes.mapValues { .string($0) })
        let actor = TemplateValue.record([.init("ID", .string(event.id)), .init("Attributes", attributes)])
        return .record([
            .init("Type", .string(event.kind.rawValue)), .init("Action", .string(event.action)), .init("Actor", actor),
            .init("Status", .string(event.action), isWritten: false), .init("ID", .string(event.id), isWritten: false),
            .init("From", .string(event.attributes["image"] ?? ""), isWritten: false),
            .init("Scope", .string("local"), isWritten: false),
            .init("Time", .integer(event.seconds), isWritten: false),
            .init("TimeNano", .integer(event.seconds * 1_000_000_000 + event.nanoseconds), isWritten: false),
        ])
    }
}

/// `--filter` of `events`.
public struct EventFilters: Sendable {
    private let filters: ListFilters

    /// The names that there are.
    public static let names = ["container", "event", "image", "label", "network", "scope", "type", "volume"]

    /// - Throws: `FilterError`.
    public init(_ texts: [String]) throws(FilterError) { filters = try ListFilters(texts, known: Self.names) }

    /// Whether an event is shown.
    public func admits(_ event: RuntimeEvent) -> Bool {
        filters.admit("type") { $0 == event.kind.rawValue }
            // `health_status` stands for what follows it, too.
            && filters.admit("event") { $0 == event.action || event.action.hasPrefix($0 + ":") }
            && filters.admit("scope") { $0 == "local" } && filters.admit(labels: event.attributes)
            && names(.container, event) && names(.network, event) && names(.volume, event) && image(event)
    }

    private func names(_ kind: RuntimeEvent.Kind, _ event: RuntimeEvent) -> Bool {
        filters.admit(kind.rawValue) { wanted in
            if kind == .container, event.kind != .container {
                return event.attributes["container"]?.hasPrefix(wanted) == true
            }
            return event.kind == kind && (event.id.hasPrefix(wanted) || event.attributes["name"] == wanted)
        }
    }

    private func image(_ event: RuntimeEvent) -> Bool {
        filters.admit("image") { wanted in
            let name = event.kind == .image ? event.attributes["name"] : event.attributes["image"]
            return name == wanted || name?.hasPrefix(wanted + ":") == true
                || event.kind == .image && event.id.hasPrefix(wanted)
        }
    }
}
