internal import TerminalUI

/// `CSI m`: how what follows looks.
extension Emulator {
    mutating func setGraphics(_ numbers: [ControlSequence.Number]) {
        guard !numbers.isEmpty else { return pen = .plain }
        var place = 0
        while place < numbers.count {
            let number = numbers[place].value ?? 0
            let isJoined = place + 1 < numbers.count && numbers[place + 1].isPart
            // Most numbers stand alone, and are handled without an array.
            guard isJoined || number == 38 || number == 48 || number == 58 else {
                setAttribute(number, nil)
                place += 1
                continue
            }
            let parts = Self.parts(of: numbers, at: place)
            switch parts[0] {
            case 38, 48, 58:
                let (color, used) = Self.color(parts, numbers[(place + 1)...])
                setColor(parts[0], color)
                place += parts.count + used
            default:
                setAttribute(parts[0], parts.count > 1 ? parts[1] : nil)
                place += parts.count
            }
        }
    }

    /// A number and those that colons join to it.
    private static func parts(of numbers: [ControlSequence.Number], at place: Int) -> [Int] {
        let joined = numbers[(place + 1)...].prefix { $0.isPart }
        return [numbers[place].value ?? 0] + joined.map { $0.value ?? 0 }
    }

    private mutating func setAttribute(_ number: Int, _ kind: Int?) {
        switch number {
        case 0: pen = .plain
        case 1: pen.attributes.insert(.bold)
        case 2: pen.attributes.insert(.dim)
        case 3: pen.attributes.insert(.italic)
        case 4: if kind == 0 { pen.attributes.remove(.underline) } else { pen.attributes.insert(.underline) }
        case 7: pen.attributes.insert(.reverse)
        case 21: pen.attributes.insert(.underline)
        case 22: pen.attributes.subtract([.bold, .dim])
        case 23: pen.attributes.remove(.italic)
        case 24: pen.attributes.remove(.underline)
        case 27: pen.attributes.remove(.reverse)
        case 30...37: pen.setForeground(.palette(UInt8(number - 30)))
        case 39: pen.setForeground(.standard)
        case 40...47: pen.setBackground(.palette(UInt8(number - 40)))
        case 49: pen.setBackground(.standard)
        case 90...97: pen.setForeground(.palette(UInt8(number - 82)))
        case 100...107: pen.setBackground(.palette(UInt8(number - 92)))
        default: break
        }
    }

    private mutating func setColor(_ number: Int, _ color: Color?) {
        guard let color else { return }
        if number == 38 { pen.setForeground(color) }
        if number == 48 { pen.setBackground(color) }
    }

    /// The colour behind 38, 48 or 58, with colons (`38:2::r:g:b`, `38:5:n`) or with semicolons (`38;2;r;g;b`).
    /// - Returns: the colour, and how many of the numbers behind the parts it used.
    private static func color(
        _ parts: [Int], _ rest: ArraySlice<ControlSequence.Number>
    ) -> (color: Color?, used: Int) {
        if parts.count > 1 { return (joinedColor(parts), 0) }
        let values = rest.map { $0.value ?? 0 }
        switch values.first {
        case 2: return (direct(Array(values.dropFirst().prefix(3))), min(4, values.count))
        case 5: return (indexed(values.dropFirst().first), min(2, values.count))
        default: return (nil, values.isEmpty ? 0 : 1)
        }
    }

    private static func joinedColor(_ parts: [Int]) -> Color? {
        switch parts[1] {
        // The number of a colour space may stand ahead of the three.
        case 2: direct(Array(parts.count > 5 ? parts[3..<6] : parts[2...]))
        case 5: indexed(parts.count > 2 ? parts[2] : nil)
        default: nil
        }
    }

    private static func direct(_ values: [Int]) -> Color? {
        guard values.count == 3 else { return nil }
        let bytes = values.map { UInt8(min($0, 255)) }
        return .rgb(bytes[0], bytes[1], bytes[2])
    }

    private static func indexed(_ value: Int?) -> Color? { value.flatMap { UInt8(exactly: $0) }.map { .palette($0) } }
}
