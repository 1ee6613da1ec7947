/// Tells which elements of a page a reader does not see, by what the page itself says of them.
enum HiddenMarkup {
    /// How an element is hidden; `nil` where it is not.
    static func reason(_ tag: MarkupTokenizer.Tag) -> String? {
        if tag.attributes["hidden"] != nil { return "hidden" }
        if tag.name == "font", let colour = tag.attributes["color"], isWhite(colour) {
            return "white text"
        }
        guard let style = tag.attributes["style"], !style.isEmpty else { return nil }
        return reason(style: declarations(style))
    }

    private static func declarations(_ style: String) -> [String: String] {
        var result: [String: String] = [:]
        for part in style.lowercased().split(separator: ";").prefix(DocumentLimits.attributes) {
            let sides = part.split(separator: ":", maxSplits: 1)
            guard sides.count == 2 else { continue }
            let value = sides[1].filter { !$0.isWhitespace }
                .replacing("!important", with: "")
            result[ImportText.trimmed(sides[0])] = value
        }
        return result
    }

    private static func reason(style: [String: String]) -> String? {
        if style["display"] == "none" { return "display:none" }
        if ["hidden", "collapse"].contains(style["visibility"]) { return "visibility:hidden" }
        if let opacity = style["opacity"].flatMap(Double.init), opacity < 0.05 {
            return "opacity:0"
        }
        if let size = style["font-size"].flatMap(number), size < 2, !isRelative(style["font-size"])
        {
            return "font-size:\(Int(max(0, size)))"
        }
        for side in ["text-indent", "left", "top", "margin-left"] {
            if let offset = style[side].flatMap(number), offset <= -500 { return "off the screen" }
        }
        if let height = style["height"].flatMap(number), height < 2, style["overflow"] == "hidden" {
            return "no height"
        }
        // White on a background that the page names in the same place is not hidden.
        if let colour = style["color"], isWhite(colour), style["background"] == nil,
            style["background-color"] == nil, style["background-image"] == nil
        {
            return "white text"
        }
        return nil
    }

    private static func number(_ value: String) -> Double? {
        Double(value.prefix { $0.isNumber || $0 == "." || $0 == "-" })
    }

    private static func isRelative(_ value: String?) -> Bool {
        guard let value, let number = number(value), number > 0 else { return false }
        return value.hasSuffix("em") || value.hasSuffix("%")
    }

    private static let whites: Set<String> = [
        "white", "#fff", "#ffffff", "#fefefe", "#ffff", "#ffffffff", "transparent",
        "rgb(255,255,255)", "rgba(255,255,255,1)", "rgba(0,0,0,0)", "rgb(255255255)",
        "hsl(0,0%,100%)",
    ]

    private static func isWhite(_ colour: String) -> Bool {
        whites.contains(colour.lowercased().filter { !$0.isWhitespace })
    }
}
