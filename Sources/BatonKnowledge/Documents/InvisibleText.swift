/// Characters that draw nothing: they can hide words from a reader and not from a model.
package enum InvisibleText {
    /// A text without them, and what they were, where they could hide something.
    ///
    /// One zero-width space or soft hyphen between words is a line-break hint and goes without a
    /// word; a run of them, a control of direction, and tag characters are told.
    package static func stripped(_ text: String) -> (text: String, findings: [String]) {
        guard text.unicodeScalars.contains(where: isInvisible) else { return (text, []) }
        var output = String.UnicodeScalarView()
        var run: [Unicode.Scalar] = []
        var findings: [String] = []
        for character in text {
            let scalars = character.unicodeScalars
            if isEmoji(scalars) {
                tell(&run, &findings)
                output.append(contentsOf: scalars)
                continue
            }
            for scalar in scalars {
                if isInvisible(scalar) {
                    run.append(scalar)
                } else {
                    tell(&run, &findings)
                    output.append(scalar)
                }
            }
        }
        tell(&run, &findings)
        return (String(output), findings)
    }

    private static func tell(_ run: inout [Unicode.Scalar], _ findings: inout [String]) {
        defer { run.removeAll(keepingCapacity: true) }
        guard !run.isEmpty else { return }
        let tags = run.filter { (0xE0020...0xE007E).contains($0.value) }
        if !tags.isEmpty {
            let words = String(
                String.UnicodeScalarView(tags.compactMap { Unicode.Scalar($0.value - 0xE0000) }))
            findings.append("tag characters that spell \"\(words)\"")
        } else if let control = run.first(where: isDirection) {
            let code = String(control.value, radix: 16, uppercase: true)
            findings.append("the control of direction U+\(code)")
        } else if run.count >= 2 {
            findings.append("\(run.count) characters of no width")
        }
    }

    private static func isDirection(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }

    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00AD, 0x034F, 0x061C, 0x115F...0x1160, 0x17B4...0x17B5, 0x180B...0x180E,
            0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x2800, 0x3164, 0xFEFF, 0xFFA0,
            0xFFF9...0xFFFB, 0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// Whether joiners and tags of a character belong to an emoji: a family, a flag.
    private static func isEmoji(_ scalars: String.UnicodeScalarView) -> Bool {
        guard let first = scalars.first, first.properties.isEmojiPresentation || first == "🏴"
        else { return false }
        let tags = scalars.filter { (0xE0020...0xE007E).contains($0.value) }
        // A flag of a region has at most six tag characters, and a cancel tag.
        return scalars.count <= 12 && (tags.isEmpty || (first == "🏴" && tags.count <= 6))
    }
}
