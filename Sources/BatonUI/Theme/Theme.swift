/// A colour of a theme: red, green, blue, each 0…255.
package struct Color: Sendable, Hashable {
    /// Red, 0…255.
    package var red: UInt8
    /// Green, 0…255.
    package var green: UInt8
    /// Blue, 0…255.
    package var blue: UInt8

    /// Reads `#rrggbb`.
    package init?(_ text: some StringProtocol) {
        guard text.count == 7, text.first == "#", let value = UInt32(text.dropFirst(), radix: 16)
        else { return nil }
        red = UInt8(value >> 16)
        green = UInt8(value >> 8 & 0xFF)
        blue = UInt8(value & 0xFF)
    }

    /// Relative luminance, 0…1.
    ///
    /// Source: WCAG 2.2, definition of relative luminance.
    package var luminance: Double {
        func linear(_ value: UInt8) -> Double {
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : power24((share + 0.055) / 1.055)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// Contrast with another colour, 1…21.
    ///
    /// Source: WCAG 2.2, definition of contrast ratio.
    package func contrast(with other: Color) -> Double {
        let (light, dark) = (max(luminance, other.luminance), min(luminance, other.luminance))
        return (light + 0.05) / (dark + 0.05)
    }

    /// x to the power 2.4, by x² · x^(2/5) with Newton's method for the fifth root.
    private func power24(_ base: Double) -> Double {
        guard base > 0 else { return 0 }
        let square = base * base
        var root = 1.0
        for _ in 0..<60 {
            let fourth = root * root * root * root
            root -= (fourth * root - square) / (5 * fourth)
        }
        return square * root
    }
}

/// How a role looks under a theme.
package struct Look: Sendable, Hashable {
    /// Text colour; `nil` for the terminal's own.
    package var text: Color?
    /// Ground colour; `nil` for the terminal's own.
    package var ground: Color?
    /// Bold.
    package var isBold = false
    /// Dim.
    package var isDim = false
    /// Underlined.
    package var isUnderlined = false
    /// Text and ground exchanged.
    package var isReversed = false

    /// The terminal's own look.
    package init() {}

    /// Whether a character has a line under it: a blank has none, so that a word does not become a
    /// line as wide as its column.
    package func underlines(_ character: Character) -> Bool { isUnderlined && character != " " }
}

/// Looks for every role.
package struct Theme: Sendable, Hashable {
    /// Its name, as its file is called.
    package var name: String
    private var looks: [ThemeRole: Look]

    /// Makes a theme of looks by role; a role without one looks like what its name falls back to.
    package init(name: String, looks: [ThemeRole: Look]) {
        self.name = name
        self.looks = looks
    }

    /// How cells of a style look: the role's text on the ground of what it stands on.
    package func look(of style: Style) -> Look {
        var look = look(of: style.role)
        if let ground = style.ground {
            let under = self.look(of: ground)
            look.ground = under.ground ?? look.ground
            if let text = look.text, let ground = look.ground, under.text != nil,
                !Self.lines.contains(style.role), text.contrast(with: ground) < Self.leastContrast
            {
                // A colour that cannot be read on that ground gives way to the ground's own.
                look.text = under.text
            }
            look.isReversed = look.isReversed || under.isReversed
            look.isBold = look.isBold || under.isBold
        }
        if style.isBold { look.isBold = true }
        // What has no ground of its own stands on the page, which a theme may leave to the terminal.
        look.ground = look.ground ?? looks[.text]?.ground
        return look
    }

    /// Text of less contrast than this is hard to read.
    ///
    /// Source: WCAG 2.2, success criterion 1.4.3.
    private static let leastContrast = 4.5
    /// What is drawn and not read.
    private static let lines: Set<ThemeRole> = [.border, .barTrack]

    /// How a role looks, with dotted fallback: `status.ok`, `status`, then `text`.
    package func look(of role: ThemeRole) -> Look {
        var name = Substring(role.rawValue)
        while true {
            if let known = ThemeRole(rawValue: String(name)), let look = looks[known] {
                return look
            }
            guard let dot = name.lastIndex(of: ".") else { return looks[.text] ?? Look() }
            name = name[..<dot]
        }
    }

    /// Roles that the theme itself gives a look.
    package var definedRoles: Set<ThemeRole> { Set(looks.keys) }
}

/// What is wrong with a theme's file, and where.
package struct ThemeError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `file:line: what is wrong (did you mean …)`.
    package var description: String

    init(file: String, line: Int, _ message: String) {
        description = "\(file):\(line): \(message)"
    }
}
