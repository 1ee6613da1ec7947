/// Looks for personal data in the scalars of a text, full-width forms folded.
struct PersonalDataScanner {
    /// The text's scalars, with full-width Latin, digits and brackets as ASCII and in lower case.
    let text: [UInt32]

    init(_ text: String) {
        self.text = text.unicodeScalars.map { scalar in
            var value = scalar.value
            if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
            if value == 0x3000 { value = 0x20 }
            if (0x41...0x5A).contains(value) { value += 0x20 }
            return value
        }
    }

    func spans() -> [PersonalData.Span] {
        let finders: [(PersonalData, (Int) -> Int?)] = [
            (.identityCard, identityCard), (.paymentCard, paymentCard),
            (.octopusCard, octopusCard), (.phone, phone), (.email, email),
            (.orderNumber, orderNumber), (.name, name), (.address, address),
        ]
        var found: [PersonalData.Span] = []
        var isTaken = [Bool](repeating: false, count: text.count)
        for (kind, find) in finders {
            var start = 0
            while start < text.count {
                guard !isTaken[start], let end = find(start), end > start,
                    !isTaken[start..<end].contains(true)
                else {
                    start += 1
                    continue
                }
                found.append(PersonalData.Span(kind: kind, scalars: start..<end))
                for index in start..<end { isTaken[index] = true }
                start = end
            }
        }
        return found.sorted { $0.scalars.lowerBound < $1.scalars.lowerBound }
    }

    /// One or two letters, six digits, and a check character that may stand in brackets.
    ///
    /// Source: the check of the Hong Kong identity card: letters count 10 to 35, a missing first
    /// letter 36, weights 9 down to 2; the sum and the check character are divisible by 11.
    private func identityCard(_ start: Int) -> Int? {
        guard letter(start) != nil, !isWord(start - 1) else { return nil }
        var index = start
        var values: [Int] = []
        while values.count < 2, let value = letter(index) {
            values.append(value)
            index += 1
        }
        if values.count == 1 { values.insert(36, at: 0) }
        index = skipping(" -", from: index)
        for _ in 0..<6 {
            guard let value = digit(index) else { return nil }
            values.append(value)
            index = skipping(" ", from: index + 1)
        }
        let bracket = skipping(" -(", from: index)
        guard let check = at(bracket) == 0x61 ? 10 : digit(bracket) else { return nil }
        let sum = zip(values, (2...9).reversed()).reduce(check) { $0 + $1.0 * $1.1 }
        guard sum % 11 == 0, !isWord(bracket + 1) else { return nil }
        return at(bracket + 1) == 0x29 ? bracket + 2 : bracket + 1
    }

    /// Source: ISO/IEC 7812-1, annex B (the Luhn check); payment cards begin with 2 to 6.
    private func paymentCard(_ start: Int) -> Int? {
        guard let run = digits(from: start), (13...19).contains(run.values.count),
            (2...6).contains(run.values[0])
        else { return nil }
        let sum = run.values.reversed().enumerated().reduce(0) { sum, place in
            guard place.offset % 2 == 1 else { return sum + place.element }
            let double = place.element * 2
            return sum + (double > 9 ? double - 9 : double)
        }
        return sum % 10 == 0 ? run.end : nil
    }

    private func octopusCard(_ start: Int) -> Int? {
        guard let run = digits(from: start) else { return nil }
        if run.values.count == 8, at(run.end) == 0x28, digit(run.end + 1) != nil,
            at(run.end + 2) == 0x29
        {
            return run.end + 3
        }
        guard (8...9).contains(run.values.count) else { return nil }
        let before = word(before: start, within: 12)
        return before.contains("八達通") || before.contains("octopus") ? run.end : nil
    }

    /// Source: the Communications Authority's numbering plan: eight digits, the first 2 to 9.
    private func phone(_ start: Int) -> Int? {
        if at(start) == 0x2B, let run = digits(from: start + 1), (8...15).contains(run.values.count)
        {
            return run.end
        }
        guard let run = digits(from: start) else { return nil }
        let values = run.values
        let local = [[8], [4, 4]]
        if local.contains(run.groups) { return (2...9).contains(values[0]) ? run.end : nil }
        for prefix in [[8, 5, 2], [0, 0, 8, 5, 2]] where values.starts(with: prefix) {
            let count = prefix.count
            let forms = [[count + 8], [count, 8], [count, 4, 4]]
            return forms.contains(run.groups) ? run.end : nil
        }
        return nil
    }

    private func email(_ start: Int) -> Int? {
        func isLocal(_ index: Int) -> Bool {
            isWord(index) || [0x2E, 0x5F, 0x25, 0x2B, 0x2D].contains(at(index))
        }
        guard isLocal(start), !isLocal(start - 1) else { return nil }
        var index = start
        while isLocal(index) { index += 1 }
        guard at(index) == 0x40 else { return nil }
        index += 1
        let domain = index
        while isWord(index) || at(index) == 0x2E || at(index) == 0x2D { index += 1 }
        while index > domain, at(index - 1) == 0x2E || at(index - 1) == 0x2D { index -= 1 }
        return text[domain..<max(domain, index)].contains(0x2E) ? index : nil
    }

    /// Letters and five digits in a row in one piece, or digits after a word for it: model names
    /// and quantities have fewer.
    private func orderNumber(_ start: Int) -> Int? {
        if at(start) == 0x23 {
            var index = start + 1
            while isWord(index) || at(index) == 0x2D { index += 1 }
            return text[(start + 1)..<index].count(where: Self.isDigit) >= 4 ? index : nil
        }
        guard isWord(start), !isWord(start - 1), at(start - 1) != 0x2D else { return nil }
        var index = start
        while isWord(index) || (at(index) == 0x2D && isWord(index + 1)) { index += 1 }
        let piece = text[start..<index]
        let digits = piece.count(where: Self.isDigit)
        let longest = piece.split(whereSeparator: { !Self.isDigit($0) }).map(\.count).max() ?? 0
        if longest >= 5, piece.contains(where: Self.isLetter) { return index }
        guard digits >= 4, digits == piece.count else { return nil }
        let before = word(before: start, within: 8)
        let names = ["order", "單號", "单号", "訂單", "订单", "編號", "编号", "ref", "no."]
        return names.contains(where: before.contains) ? index : nil
    }
}

extension PersonalDataScanner {
    func at(_ index: Int) -> UInt32 { text.indices.contains(index) ? text[index] : 0 }

    static func isDigit(_ value: UInt32) -> Bool { (0x30...0x39).contains(value) }

    static func isLetter(_ value: UInt32) -> Bool { (0x61...0x7A).contains(value) }

    func digit(_ index: Int) -> Int? {
        Self.isDigit(at(index)) ? Int(at(index)) - 0x30 : nil
    }

    /// A letter's value in an identity card number.
    func letter(_ index: Int) -> Int? {
        Self.isLetter(at(index)) ? Int(at(index)) - 0x61 + 10 : nil
    }

    func isWord(_ index: Int) -> Bool {
        Self.isDigit(at(index)) || Self.isLetter(at(index))
    }

    func isHan(_ index: Int) -> Bool { (0x3400...0x9FFF).contains(at(index)) }

    /// The place after any of these characters.
    func skipping(_ characters: String, from start: Int) -> Int {
        var index = start
        while characters.unicodeScalars.contains(where: { $0.value == at(index) }) { index += 1 }
        return index
    }

    /// The few characters before a place, as text.
    func word(before start: Int, within count: Int) -> String {
        var result = String.UnicodeScalarView()
        for value in text[max(0, start - count)..<start] {
            if let scalar = Unicode.Scalar(value) { result.append(scalar) }
        }
        return String(result)
    }

    /// Whether these words stand at a place.
    func has(_ words: String, at start: Int) -> Bool {
        let wanted = words.unicodeScalars.map(\.value)
        return start + wanted.count <= text.count
            && text[start..<(start + wanted.count)].elementsEqual(wanted)
    }

    /// A whole run of digits in groups, single spaces, dots or hyphens between them.
    func digits(from start: Int) -> (values: [Int], groups: [Int], end: Int)? {
        guard digit(start) != nil, !isWord(start - 1) else { return nil }
        let separators: Set<UInt32> = [0x20, 0x2D, 0x2E]
        if separators.contains(at(start - 1)), digit(start - 2) != nil { return nil }
        var values: [Int] = []
        var groups = [0]
        var index = start
        while let value = digit(index) {
            values.append(value)
            groups[groups.count - 1] += 1
            index += 1
            if separators.contains(at(index)), digit(index + 1) != nil {
                groups.append(0)
                index += 1
            }
        }
        return isWord(index) ? nil : (values, groups, index)
    }
}
