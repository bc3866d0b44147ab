/// A part of a template.
indirect enum TemplateNode: Sendable {
    case text(String)
    case action(TemplatePipeline)
    case condition(TemplatePipeline, then: [TemplateNode], otherwise: [TemplateNode])
    /// `with`: as a condition, and the value becomes the dot.
    case with(TemplatePipeline, then: [TemplateNode], otherwise: [TemplateNode])
    case range(TemplatePipeline, each: [TemplateNode], otherwise: [TemplateNode])
    case leaveRange, nextOfRange
}

/// `$a, $b := first | second`
struct TemplatePipeline: Sendable {
    /// With the dollar; for `range` up to two, otherwise one.
    var variables: [String] = []
    /// `=`: the variables are there already.
    var isAssignment = false
    var commands: [[TemplateOperand]]
}

/// One word of a command.
struct TemplateOperand: Sendable {
    indirect enum Kind: Sendable {
        case dot
        case absent
        case value(TemplateValue)
        case variable(String)
        case function(TemplateFunction)
        case pipeline(TemplatePipeline)
    }

    var kind: Kind
    /// `.A.B` behind it; a field of the dot has the dot for its kind.
    var fields: [String] = []
    var place: TemplateError.Place
}
