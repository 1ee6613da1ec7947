/// The themes in the binary; files of the same name beside the configuration override them.
package enum ShippedThemes {
    /// Their names, in the order in which they are offered.
    package static let names = ["dark", "light", "high-contrast", "mono"]

    /// The text of a shipped theme.
    package static func text(of name: String) -> String? {
        let bytes: [UInt8]? =
            switch name {
            case "dark": PackageResources.dark_theme
            case "light": PackageResources.light_theme
            case "high-contrast": PackageResources.high_contrast_theme
            case "mono": PackageResources.mono_theme
            default: nil
            }
        return bytes.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Reads a shipped theme, or one that `override` gives the text of.
    /// - Throws: ``ThemeError`` where the theme is unknown or wrong.
    package static func load(
        _ name: String, override: (String) -> (text: String, file: String)? = { _ in nil }
    ) throws(ThemeError) -> Theme {
        func source(_ name: String) -> (text: String, file: String)? {
            override(name) ?? text(of: name).map { ($0, "themes/\(name).theme") }
        }
        guard let found = source(name) else {
            throw ThemeError(
                file: name, line: 1,
                "there is no such theme; there are \(names.joined(separator: ", "))")
        }
        return try ThemeParser.parse(found.text, name: name, file: found.file, source: source)
    }
}
