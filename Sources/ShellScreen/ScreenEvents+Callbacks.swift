internal import CVTerm
internal import TerminalUI

extension ScreenEvents {
    /// The functions that libvterm calls; the user pointer is the `ScreenEvents`.
    static var callbacks: VTermScreenCallbacks {
        var callbacks = VTermScreenCallbacks()
        callbacks.damage = { rect, user in
            ScreenEvents.of(user)?.damage(rect)
            return 1
        }
        callbacks.movecursor = { position, _, _, user in
            ScreenEvents.of(user)?.caret = Point(x: Int(position.col), y: Int(position.row))
            return 1
        }
        callbacks.settermprop = { property, value, user in
            if let value { ScreenEvents.of(user)?.set(property, value) }
            return 1
        }
        callbacks.bell = { user in
            ScreenEvents.of(user)?.frame.bells += 1
            return 1
        }
        callbacks.sb_pushline = { count, cells, user in
            ScreenEvents.of(user)?.push(UnsafeBufferPointer(start: cells, count: Int(count)))
            return 1
        }
        callbacks.sb_popline = { count, cells, user in
            guard let events = ScreenEvents.of(user) else { return 0 }
            let cells = UnsafeMutableBufferPointer(start: cells, count: Int(count))
            return events.pop(into: cells, standard: events.standard) ? 1 : 0
        }
        return callbacks
    }

    /// Takes what libvterm wants sent to the program.
    static let output: @convention(c) (UnsafePointer<CChar>?, Int, UnsafeMutableRawPointer?) -> Void = {
        bytes, count, user in
        ScreenEvents.of(user)?.reply(UnsafeBufferPointer(start: bytes, count: count))
    }

    private static func of(_ user: UnsafeMutableRawPointer?) -> ScreenEvents? {
        user.map { Unmanaged<ScreenEvents>.fromOpaque($0).takeUnretainedValue() }
    }
}
