internal import ArgumentParser
internal import BuildPlan
internal import ImageFormat
public import LayerContents

/// The limits of `slipway size` on the size of an image and on its wasted bytes.
public struct SizeLimits {
    private let size: (text: String, bytes: Int64)?
    private let wasted: (text: String, limit: WasteLimit)?

    /// - Throws: `ValidationError` for text that is not a valid size.
    public init(size: String?, wasted: String?) throws {
        self.size = try size.map { text in
            guard let bytes = ByteSize.memory(text) else {
                throw ValidationError("--max-size \(text) is not a size: write it like 100MB.")
            }
            return (text, bytes)
        }
        self.wasted = try wasted.map { text in
            guard let limit = WasteLimit(text) else {
                throw ValidationError("--max-wasted \(text) is neither a size nor a share: write it like 5MB or 10%.")
            }
            return (text, limit)
        }
    }

    /// The limits that an image exceeds, each as a sentence; empty where it exceeds none.
    public func faults(of weight: ImageWeight) -> [String] {
        var faults: [String] = []
        if let size, weight.bytes > size.bytes {
            faults.append("The image has \(Quantity.bytes(weight.bytes)), and \(size.text) are allowed.")
        }
        if let wasted, wasted.limit.isExceeded(by: weight.wasted, of: weight.bytes) {
            let by = weight.hidden.first.map { ", the most by \($0.path)" } ?? ""
            faults.append("\(Quantity.bytes(weight.wasted)) of the image are wasted\(by); \(wasted.text) are allowed.")
        }
        return faults
    }
}

/// The limit on the wasted bytes of an image.
enum WasteLimit {
    case bytes(Int64)
    case percent(Double)

    init?(_ text: String) {
        if text.hasSuffix("%") {
            guard let number = Double(text.dropLast()), number >= 0 else { return nil }
            self = .percent(number)
        } else {
            guard let bytes = ByteSize.memory(text) else { return nil }
            self = .bytes(bytes)
        }
    }

    func isExceeded(by wasted: Int64, of bytes: Int64) -> Bool {
        switch self {
        case .bytes(let limit): wasted > limit
        case .percent(let limit): Double(wasted) * 100 > limit * Double(bytes)
        }
    }
}
