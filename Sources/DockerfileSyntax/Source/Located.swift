/// A value and where it stands in the text.
///
/// The range covers what was written, so it is longer than the value where quotes, escapes or continued lines were
/// taken away.
public struct Located<Value> {
    public let value: Value
    public let range: SourceRange

    public init(_ value: Value, at range: SourceRange) {
        self.value = value
        self.range = range
    }

    /// Another value at the same place.
    public func map<Other, Failure: Error>(
        _ transform: (Value) throws(Failure) -> Other
    ) throws(Failure) -> Located<Other> {
        Located<Other>(try transform(value), at: range)
    }
}

extension Located: Equatable where Value: Equatable {}
extension Located: Hashable where Value: Hashable {}
extension Located: Sendable where Value: Sendable {}
