/// Reads theme files: `role = fg [on bg] [attributes]`, `inherits = name`, `palette.name = #rrggbb`.
package enum ThemeParser {
    /// Reads a theme.
    /// - Parameters:
    ///   - text: the file's text.
    ///   - name: the theme's name.
    ///   - file: the file's name, for errors.
    ///   - source: the text and file name of a theme that it inherits from, by name.
    /// - Throws: ``ThemeError`` at the first line that is wrong.
    package static func parse(
        _ text: String, name: String, file: String,
        source: (String) -> (text: String, file: String)?
    ) throws(ThemeError) -> Theme {
        let parsed = try parsed(text, file: file, ancestors: [name], source: source)
        return Theme(name: name, looks: parsed.looks)
    }

    private struct Parsed {
        var palette: [String: Color] = [:]
        var looks: [ThemeRole: Look] = [:]
    }

    private static func parsed(
        _ text: String, file: String, ancestors: [String],
        source: (String) -> (text: String, file: String)?
    ) throws(ThemeError) -> Parsed {
        var result = Parsed()
        var pending: [(line: Int, role: ThemeRole, value: String)] = []
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let content = trimmed(line.prefix { $0 != "\r" })
            if content.isEmpty || content.hasPrefix("# ") || content == "#" { continue }
            guard let equals = content.firstIndex(of: "=") else {
                throw ThemeError(
                    file: file, line: number, "expected 'role = colour', found '\(content)'")
            }
            let key = trimmed(content[..<equals])
            let value = trimmed(content[content.index(after: equals)...])
            if key == "inherits" {
                if ancestors.contains(value) {
                    let cycle = (ancestors + [value]).joined(separator: " → ")
                    throw ThemeError(
                        file: file, line: number, "themes inherit in a circle: \(cycle)")
                }
                guard let parent = source(value) else {
                    throw ThemeError(
                        file: file, line: number,
                        "there is no theme '\(value)'"
                            + NearestName.suggestion(for: value, in: ShippedThemes.names))
                }
                let base = try parsed(
                    parent.text, file: parent.file, ancestors: ancestors + [value],
                    source: source)
                result.palette.merge(base.palette) { own, _ in own }
                result.looks.merge(base.looks) { own, _ in own }
            } else if key.hasPrefix("palette.") {
                guard let color = Color(value) else {
                    throw ThemeError(
                        file: file, line: number, "'\(value)' is not a colour; write #rrggbb")
                }
                result.palette[String(key.dropFirst("palette.".count))] = color
            } else if let role = ThemeRole(rawValue: key) {
                pending.append((number, role, value))
            } else {
                throw ThemeError(
                    file: file, line: number,
                    "unknown role '\(key)'"
                        + NearestName.suggestion(
                            for: key, in: ThemeRole.allCases.map(\.rawValue)))
            }
        }
        for (line, role, value) in pending {
            result.looks[role] = try look(value, palette: result.palette, file: file, line: line)
        }
        return result
    }

    private static func look(
        _ value: String, palette: [String: Color], file: String, line: Int
    ) throws(ThemeError) -> Look {
        var look = Look()
        var words = value.split(separator: " ").map(String.init)[...]
        func color(_ word: String) throws(ThemeError) -> Color? {
            if word == "default" { return nil }
            if let color = palette[word] ?? Color(word) { return color }
            throw ThemeError(
                file: file, line: line,
                "'\(word)' is no colour of the palette, #rrggbb, or 'default'"
                    + NearestName.suggestion(for: word, in: palette.keys.sorted()))
        }
        guard let first = words.popFirst() else {
            throw ThemeError(file: file, line: line, "a colour is missing after '='")
        }
        look.text = try color(first)
        if words.first == "on" {
            words.removeFirst()
            guard let ground = words.popFirst() else {
                throw ThemeError(file: file, line: line, "a colour is missing after 'on'")
            }
            look.ground = try color(ground)
        }
        for word in words {
            switch word {
            case "bold": look.isBold = true
            case "dim": look.isDim = true
            case "underline": look.isUnderlined = true
            case "reverse": look.isReversed = true
            default:
                throw ThemeError(
                    file: file, line: line,
                    "unknown attribute '\(word)'; there are bold, dim, underline, reverse")
            }
        }
        return look
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        guard let start = text.firstIndex(where: { !$0.isWhitespace }),
            let end = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[start...end])
    }
}
