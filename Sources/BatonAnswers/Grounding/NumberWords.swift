/// Writes English number words as digits where they count something, in folded text.
enum NumberWords {
    private static let numbers: [String: Int] = [
        "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
        "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
        "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
        "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
        "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000,
    ]
    /// Words after which `one` is a figure and no pronoun.
    private static let measures = [
        "day", "hour", "minute", "week", "month", "year", "working", "business", "dollar",
        "percent", "per", "cent", "hundred", "thousand", "piece", "item", "time", "hk", "kilo",
    ]

    /// The text with number words as digits.
    static func read(_ text: String) -> String {
        var result = ""
        var word = ""
        var pending: Int?
        let characters = Array(text)
        var index = 0
        func isLetter(_ character: Character) -> Bool { character.isASCII && character.isLetter }
        func isMeasured(from start: Int) -> Bool {
            let ahead = String(characters[start...].drop { $0 == " " || $0 == "-" }.prefix(10))
            return measures.contains { ahead.hasPrefix($0) }
        }
        while index <= characters.count {
            let character = index < characters.count ? characters[index] : nil
            if let character, isLetter(character) {
                word.append(character)
                index += 1
                continue
            }
            if let value = numbers[word], value != 1 || pending != nil || isMeasured(from: index) {
                pending = combined(pending, value)
                if let character, character == " " || character == "-",
                    continues(characters, after: index)
                {
                    word = ""
                    index += 1
                    continue
                }
                result += "\(pending ?? value)"
                pending = nil
            } else {
                result += word
            }
            word = ""
            if let character { result.append(character) }
            index += 1
        }
        return result
    }

    private static func combined(_ before: Int?, _ value: Int) -> Int {
        guard let before else { return value }
        if value >= 100 { return min(before, 1_000_000) * value }
        return before + value
    }

    /// Whether the word after a space is a number that belongs to the one before: `twenty five`,
    /// `two hundred`.
    private static func continues(_ text: [Character], after index: Int) -> Bool {
        let next = String(text[(index + 1)...].prefix { $0.isASCII && $0.isLetter })
        return numbers[next] != nil && next != "one"
    }
}
