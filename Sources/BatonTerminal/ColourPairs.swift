import BatonUI
import CNcurses

/// Colour pairs allocated as they are first needed, in as many colours as the terminal has.
struct ColourPairs {
    private struct Pair: Hashable {
        var text: Int32
        var ground: Int32
    }

    private let colours: Int32
    private var pairs: [Pair: Int32] = [:]

    init(isColoured: Bool) {
        guard isColoured else {
            colours = 0
            return
        }
        start_color()
        use_default_colors()
        colours = baton_colors()
    }

    /// The number of the pair for these colours; 0 for the terminal's own.
    mutating func pair(text: Color?, ground: Color?) -> Int32 {
        guard colours >= 8 else { return 0 }
        let pair = Pair(text: index(of: text), ground: index(of: ground))
        if pair.text < 0, pair.ground < 0 { return 0 }
        if let known = pairs[pair] { return known }
        let number = Int32(pairs.count + 1)
        guard number < baton_color_pairs() else { return 0 }
        init_extended_pair(number, pair.text, pair.ground)
        pairs[pair] = number
        return number
    }

    private func index(of colour: Color?) -> Int32 {
        guard let colour else { return -1 }
        if colours >= 256 { return Self.index256(of: colour) }
        return Self.index16(of: colour, bright: colours >= 16)
    }

    /// The nearest of the 6×6×6 cube and the 24 greys.
    ///
    /// Source: xterm's 256colres.h: cube levels 0, 95, 135, … 255; greys 8, 18, … 238.
    static func index256(of colour: Color) -> Int32 {
        func level(_ value: UInt8) -> Int {
            value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
        }
        let levels = [0, 95, 135, 175, 215, 255]
        let parts = [colour.red, colour.green, colour.blue]
        let steps = parts.map(level)
        let cube = 16 + 36 * steps[0] + 6 * steps[1] + steps[2]
        let mean = parts.reduce(0) { $0 + Int($1) } / 3
        let grey = min(23, max(0, (mean - 3) / 10))
        let greyLevel = 8 + 10 * grey
        let cubeError = zip(parts, steps).reduce(0) {
            let delta = Int($1.0) - levels[$1.1]
            return $0 + delta * delta
        }
        let greyError = parts.reduce(0) {
            let delta = Int($1) - greyLevel
            return $0 + delta * delta
        }
        return Int32(greyError < cubeError ? 232 + grey : cube)
    }

    private static func index16(of colour: Color, bright: Bool) -> Int32 {
        let high = max(colour.red, colour.green, colour.blue)
        let threshold = high / 2 + high / 8
        var index: Int32 = 0
        if colour.red > threshold { index |= 1 }
        if colour.green > threshold { index |= 2 }
        if colour.blue > threshold { index |= 4 }
        if high < 60 { index = 0 }
        return bright && high > 200 ? index + 8 : index
    }
}
