/// Fills a template in.
struct TemplateRun {
    /// What the fields hold.
    enum Purpose {
        case values
        /// The names of columns, which functions such as `json` and `upper` leave unchanged.
        case names
    }

    /// Why a loop is left early.
    private enum Leave {
        case loop, round
    }

    private let purpose: Purpose
    /// The innermost last; names may come again.
    private var variables: [(name: String, value: TemplateValue)]
    private var result = ""

    init(_ purpose: Purpose, dot: TemplateValue) {
        self.purpose = purpose
        variables = [("$", dot)]
    }

    func text(of nodes: [TemplateNode]) throws(TemplateError) -> String {
        var run = self
        _ = try run.write(nodes, run.variables[0].value)
        return run.result
    }

    // MARK: Blocks

    /// Variables that are made in a block end with it.
    private mutating func write(_ nodes: [TemplateNode], _ dot: TemplateValue) throws(TemplateError) -> Leave? {
        let known = variables.count
        defer { variables.removeLast(variables.count - known) }
        for node in nodes {
            if let leave = try write(node, dot) { return leave }
        }
        return nil
    }

    private mutating func write(_ node: TemplateNode, _ dot: TemplateValue) throws(TemplateError) -> Leave? {
        switch node {
        case .text(let text): result += text
        case .action(let pipeline):
            let value = try value(of: pipeline, dot)
            if pipeline.variables.isEmpty { result += value.text }
        case .condition(let pipeline, let then, let otherwise):
            return try branch(pipeline, dot) { $0.isTrue ? (then, dot) : (otherwise, dot) }
        case .with(let pipeline, let then, let otherwise):
            return try branch(pipeline, dot) { $0.isTrue ? (then, $0) : (otherwise, dot) }
        case .range(let pipeline, let body, let otherwise): return try range(pipeline, body, otherwise, dot)
        case .leaveRange: return .loop
        case .nextOfRange: return .round
        }
        return nil
    }

    private mutating func branch(
        _ pipeline: TemplatePipeline, _ dot: TemplateValue,
        _ choose: (TemplateValue) -> ([TemplateNode], TemplateValue)
    ) throws(TemplateError) -> Leave? {
        let known = variables.count
        defer { variables.removeLast(variables.count - known) }
        let (nodes, inner) = choose(try value(of: pipeline, dot))
        return try write(nodes, inner)
    }

    private mutating func range(
        _ pipeline: TemplatePipeline, _ body: [TemplateNode], _ otherwise: [TemplateNode], _ dot: TemplateValue
    ) throws(TemplateError) -> Leave? {
        let known = variables.count
        defer { variables.removeLast(variables.count - known) }
        var source = pipeline
        source.variables = []
        let items = try Self.items(of: try value(of: source, dot), pipeline)
        for item in items {
            set(item, pipeline)
            let leave = try write(body, item.value)
            if !pipeline.isAssignment { variables.removeLast(variables.count - known) }
            if leave == .loop { break }
        }
        return items.isEmpty ? try write(otherwise, dot) : nil
    }

    private mutating func set(_ item: (key: TemplateValue, value: TemplateValue), _ pipeline: TemplatePipeline) {
        let names = pipeline.variables
        if names.count == 2 { set(names[0], item.key, pipeline) }
        if let name = names.last { set(name, item.value, pipeline) }
    }

    private mutating func set(_ name: String, _ value: TemplateValue, _ pipeline: TemplatePipeline) {
        if pipeline.isAssignment, let index = variables.lastIndex(where: { $0.name == name }) {
            variables[index].value = value
        } else {
            variables.append((name, value))
        }
    }

    /// What `range` walks through: the numbers below an integer, too.
    private static func items(
        of value: TemplateValue, _ pipeline: TemplatePipeline
    ) throws(TemplateError) -> [(key: TemplateValue, value: TemplateValue)] {
        switch value {
        case .list(let elements): return elements.enumerated().map { (.integer(Int64($0.offset)), $0.element) }
        case .map(let members): return TemplateValue.sorted(members).map { (.string($0.name), $0.value) }
        case .record(let fields): return fields.map { (.string($0.name), $0.value) }
        case .none: return []
        case .integer(let count) where count <= PrintfText.widthLimit:
            return (0..<max(0, count)).map { (.integer($0), .integer($0)) }
        case .bool, .integer, .number, .string, .lookup:
            throw .evaluation(pipeline.commands[0][0].place, reason: "range can't iterate over \(value.text)")
        }
    }

    // MARK: Values

    private mutating func value(of pipeline: TemplatePipeline, _ dot: TemplateValue) throws(TemplateError)
        -> TemplateValue
    {
        var value: TemplateValue?
        for command in pipeline.commands { value = try self.value(of: command, piped: value, dot) }
        let result = value ?? .none(.value)
        for name in pipeline.variables { set(name, result, pipeline) }
        return result
    }

    private mutating func value(
        of command: [TemplateOperand], piped: TemplateValue?, _ dot: TemplateValue
    ) throws(TemplateError) -> TemplateValue {
        let first = command[0]
        if case .function(let function) = first.kind, first.fields.isEmpty {
            return try call(function, command, piped: piped, dot)
        }
        let value = try value(of: first, dot)
        guard command.count > 1 || piped != nil else { return value }
        var arguments: [TemplateValue] = []
        for operand in command.dropFirst() { arguments.append(try self.value(of: operand, dot)) }
        if let piped { arguments.append(piped) }
        guard case .lookup(let texts) = value, arguments.count == 1, case .string(let name) = arguments[0] else {
            throw fault(first, "\(first.place.text) takes no arguments: it is not a function")
        }
        return .string(purpose == .names ? Self.columnName(ofLabel: name) : texts[name] ?? "")
    }

    /// Docker shows the last part of a label's name.
    private static func columnName(ofLabel name: String) -> String {
        String(name.split(separator: ".").last ?? "").replacing("-", with: " ").replacing("_", with: " ")
    }

    private mutating func value(of operand: TemplateOperand, _ dot: TemplateValue) throws(TemplateError)
        -> TemplateValue
    {
        var value: TemplateValue
        switch operand.kind {
        case .dot: value = dot
        case .absent: value = .none(.value)
        case .value(let constant): value = constant
        case .variable(let name): value = variables.last { $0.name == name }?.value ?? .none(.value)
        case .function(let function): value = try call(function, [operand], piped: nil, dot)
        case .pipeline(let pipeline): value = try self.value(of: pipeline, dot)
        }
        for name in operand.fields { value = try field(name, of: value, operand) }
        return value
    }

    private func field(
        _ name: String, of value: TemplateValue, _ operand: TemplateOperand
    ) throws(TemplateError) -> TemplateValue {
        switch value {
        case .record(let fields):
            if let field = fields.first(where: { $0.name == name }) { return field.value }
            let known = fields.map(\.name).joined(separator: ", ")
            throw fault(operand, "there is no field \(name); there are \(known)")
        case .map(let members): return members[name] ?? .none(.value)
        case .none(.map): return .none(.value)
        case .none: throw fault(operand, "there is nothing that could have the field \(name)")
        case .bool, .integer, .number, .string, .list, .lookup:
            throw fault(operand, "can't evaluate field \(name) in type \(value.kind)")
        }
    }

    private mutating func call(
        _ function: TemplateFunction, _ command: [TemplateOperand], piped: TemplateValue?, _ dot: TemplateValue
    ) throws(TemplateError) -> TemplateValue {
        var arguments: [TemplateValue] = []
        for operand in command.dropFirst() {
            let value = try value(of: operand, dot)
            arguments.append(value)
            // Arguments after the one that decides are not evaluated.
            if function == .and && !value.isTrue || function == .or && value.isTrue { return value }
        }
        if let piped { arguments.append(piped) }
        if purpose == .names, function.leavesNames, let name = arguments.first { return name }
        do throws(FunctionFault) { return try function.value(of: arguments) } catch {
            throw fault(command[0], "error calling \(function.rawValue): \(error.reason)")
        }
    }

    private func fault(_ operand: TemplateOperand, _ reason: String) -> TemplateError {
        .evaluation(operand.place, reason: reason)
    }
}

extension TemplateFunction {
    /// Docker's header functions.
    fileprivate var leavesNames: Bool { [.json, .title, .lower, .upper, .truncate].contains(self) }
}
