/// `eq`, `ne`, `lt`, `le`, `gt` and `ge`.
enum Comparison {
    static func holds(_ function: TemplateFunction, _ arguments: [TemplateValue]) throws(FunctionFault) -> Bool {
        guard arguments.count >= 2 else {
            throw FunctionFault(
                arguments.isEmpty ? "missing arguments for comparison" : "missing argument for comparison")
        }
        let first = arguments[0]
        // `eq` may have several further arguments, of which one has to be equal.
        if function == .eq {
            for other in arguments.dropFirst() where try equal(first, other) { return true }
            return false
        }
        guard arguments.count == 2 else {
            throw FunctionFault("wrong number of args for \(function.rawValue): want 2 got \(arguments.count)")
        }
        let second = arguments[1]
        if function == .ne { return !(try equal(first, second)) }
        if function == .lt { return try less(first, second) }
        if function == .ge { return !(try less(first, second)) }
        // `||` would lose the type of the thrown error, so the comparison is made in two steps.
        let isLess = try less(first, second)
        let isLessOrEqual = isLess ? true : try equal(first, second)
        return function == .le ? isLessOrEqual : !isLessOrEqual
    }

    private static func equal(_ left: TemplateValue, _ right: TemplateValue) throws(FunctionFault) -> Bool {
        switch (left, right) {
        case (.none, .none): return true
        case (.none, _), (_, .none): return false
        case (.bool(let left), .bool(let right)): return left == right
        case (.integer(let left), .integer(let right)): return left == right
        case (.number(let left), .number(let right)): return left == right
        case (.string(let left), .string(let right)): return left == right
        case (.list, _), (.map, _), (.record, _), (.lookup, _), (_, .list), (_, .map), (_, .record), (_, .lookup):
            throw FunctionFault("non-comparable type \(left.kind): \(left.text)")
        case (.bool, _), (.integer, _), (.number, _), (.string, _):
            throw FunctionFault("incompatible types for comparison: \(left.kind) and \(right.kind)")
        }
    }

    private static func less(_ left: TemplateValue, _ right: TemplateValue) throws(FunctionFault) -> Bool {
        if case .integer(let left) = left, case .integer(let right) = right { return left < right }
        if case .number(let left) = left, case .number(let right) = right { return left < right }
        if case .string(let left) = left, case .string(let right) = right {
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
        guard left.kind == right.kind else {
            throw FunctionFault("incompatible types for comparison: \(left.kind) and \(right.kind)")
        }
        throw FunctionFault("invalid type for comparison: \(left.kind)")
    }
}
