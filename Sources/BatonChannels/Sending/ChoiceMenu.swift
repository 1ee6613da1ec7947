package import BatonCore

/// Menus where a channel has no buttons: numbered lines out, and the numeral back as the choice.
package enum ChoiceMenu {
    /// How a menu can be shown.
    enum Form: Hashable {
        case buttons, list, numbered
    }

    /// The best form that the limits allow.
    static func form(of content: MessageContent, within limits: ChannelCapabilities.MenuLimits?)
        -> Form
    {
        guard let limits, content.menu?.isListed != true,
            let options = content.menu?.options, !options.isEmpty,
            let body = content.text, !body.isEmpty,
            options.allSatisfy({ !$0.title.isEmpty && $0.id.utf8.count <= limits.idBytes }),
            Set(options.map(\.id)).count == options.count,
            Set(options.map(\.title)).count == options.count
        else { return .numbered }
        func fits(_ count: Int, _ length: Int) -> Bool {
            options.count <= count && options.allSatisfy { $0.title.utf16.count <= length }
        }
        if body.utf16.count <= limits.body, fits(limits.buttons, limits.buttonTitle),
            options.allSatisfy({ $0.description == nil })
        {
            return .buttons
        }
        return body.utf16.count <= limits.listBody && fits(limits.rows, limits.rowTitle)
            ? .list : .numbered
    }

    /// The text with the options under it, one a line: `1. …`.
    package static func numbered(_ text: String?, _ options: [MessageContent.Option]) -> String {
        let lines = options.enumerated().map { index, option in
            "\(index + 1). \(option.title)" + (option.description.map { " – " + $0 } ?? "")
        }
        return ((text.map { $0.isEmpty ? [] : [$0] } ?? []) + lines).joined(separator: "\n")
    }

    /// The option that a customer's answer means: its number in ASCII, full-width or Chinese
    /// digits, with or without punctuation, or its title; `nil` where it means none.
    package static func option(for answer: String, among options: [MessageContent.Option])
        -> MessageContent.Option?
    {
        let words = answer.filter { !$0.isWhitespace && !$0.isPunctuation }
        if let number = number(words), (1...max(1, options.count)).contains(number),
            !options.isEmpty
        {
            return options[number - 1]
        }
        let wanted = words.lowercased()
        guard !wanted.isEmpty else { return nil }
        return options.first {
            $0.title.filter { !$0.isWhitespace && !$0.isPunctuation }.lowercased() == wanted
        }
    }

    /// What the customer chose, as content of the same form that a button gives.
    package static func choice(for answer: String, among options: [MessageContent.Option])
        -> MessageContent?
    {
        option(for: answer, among: options).map { option in
            var content = MessageContent(type: .choice)
            content.choice = MessageContent.Choice(
                source: "numeral", id: option.id, title: option.title,
                description: option.description, data: answer)
            return content
        }
    }

    /// The content as a channel without a fitting form shows it: the options listed in the text.
    static func listed(_ content: MessageContent) -> MessageContent {
        guard let menu = content.menu, menu.isListed != true, !menu.options.isEmpty else {
            return content
        }
        var listed = content
        listed.text = numbered(content.text, menu.options)
        listed.menu?.isListed = true
        return listed
    }

    private static func number(_ words: String) -> Int? {
        let values = words.map { character -> Int? in
            let scalars = character.unicodeScalars
            // A keycap such as 1️⃣ is a digit and what is drawn round it.
            guard scalars.last == "\u{20E3}", let first = scalars.first else {
                return character.wholeNumberValue
            }
            return Character(first).wholeNumberValue
        }
        if values.count == 1 { return values[0] }
        guard (2...3).contains(values.count) else { return nil }
        return values.reduce(0) { value, digit in
            guard let value, let digit, (0...9).contains(digit) else { return nil }
            return value * 10 + digit
        }
    }
}
