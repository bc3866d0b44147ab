internal import TerminalUI

extension KeyPress {
    static func control(_ character: Character) -> KeyPress { KeyPress(.character(character), .control) }
    static func alternate(_ character: Character) -> KeyPress { KeyPress(.character(character), .alt) }
    static func key(_ character: Character) -> KeyPress { KeyPress(.character(character)) }
    static func function(_ number: Int) -> KeyPress { KeyPress(.function(number)) }
}
