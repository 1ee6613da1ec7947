/// Personal data that should not be in a chat: found so that it can be kept away from the bot.
package enum PersonalData: String, Sendable, CaseIterable {
    /// A Hong Kong identity card number whose check digit is right.
    case identityCard
    /// A payment card number: 13 to 19 digits that pass the Luhn check.
    case paymentCard

    /// What a text holds.
    package static func kinds(in text: String) -> Set<PersonalData> {
        let characters = Array(text.utf8)
        var found: Set<PersonalData> = []
        if hasIdentityCard(characters) { found.insert(.identityCard) }
        if hasPaymentCard(characters) { found.insert(.paymentCard) }
        return found
    }

    /// One or two letters, six digits, and a check character that may stand in brackets.
    ///
    /// Source: the check of the Hong Kong identity card: letters count 10 to 35, a missing first
    /// letter 36, weights 9 down to 2; the sum and the check character are divisible by 11.
    private static func hasIdentityCard(_ text: [UInt8]) -> Bool {
        text.indices.contains { start in
            guard letter(text[start]) != nil, start == 0 || !isWord(text[start - 1]) else {
                return false
            }
            return identityCard(text[start...])
        }
    }

    private static func identityCard(_ text: ArraySlice<UInt8>) -> Bool {
        var rest = text
        var values: [Int] = []
        while values.count < 2, let value = rest.first.flatMap(letter) {
            values.append(value)
            rest = rest.dropFirst()
        }
        if values.count == 1 { values.insert(36, at: 0) }
        if let first = rest.first, first == 0x20 || first == 0x2D { rest = rest.dropFirst() }
        for _ in 0..<6 {
            guard let value = rest.first.flatMap(digit) else { return false }
            values.append(value)
            rest = rest.dropFirst()
        }
        while let first = rest.first, first == 0x20 || first == 0x28 || first == 0x2D {
            rest = rest.dropFirst()
        }
        guard let last = rest.first else { return false }
        let check = last == 0x41 || last == 0x61 ? 10 : digit(last)
        guard let check, rest.dropFirst().first.map({ !isWord($0) }) ?? true else { return false }
        let sum = zip(values, (2...9).reversed()).reduce(check) { $0 + $1.0 * $1.1 }
        return sum % 11 == 0
    }

    private static func hasPaymentCard(_ text: [UInt8]) -> Bool {
        var digits: [Int] = []
        var gap = 0
        for byte in text + [0x0A] {
            if let value = digit(byte) {
                digits.append(value)
                gap = 0
            } else if !digits.isEmpty, gap == 0, byte == 0x20 || byte == 0x2D {
                gap = 1
            } else {
                if passesLuhn(digits) { return true }
                digits = []
                gap = 0
            }
        }
        return false
    }

    /// Source: ISO/IEC 7812-1, annex B; first digits 2 to 6 are those of payment cards.
    private static func passesLuhn(_ digits: [Int]) -> Bool {
        guard (13...19).contains(digits.count), let first = digits.first, (2...6).contains(first)
        else { return false }
        let sum = digits.reversed().enumerated().reduce(0) { sum, place in
            guard place.offset % 2 == 1 else { return sum + place.element }
            let double = place.element * 2
            return sum + (double > 9 ? double - 9 : double)
        }
        return sum % 10 == 0
    }

    private static func letter(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x41...0x5A: Int(byte) - 0x41 + 10
        case 0x61...0x7A: Int(byte) - 0x61 + 10
        default: nil
        }
    }

    private static func digit(_ byte: UInt8) -> Int? {
        (0x30...0x39).contains(byte) ? Int(byte) - 0x30 : nil
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        letter(byte) != nil || digit(byte) != nil
    }
}
