extension PersonalDataScanner {
    /// Words after which people give their names.
    private static let introductions = [
        "my name is ", "this is ", "i am ", "i'm ", "我個名係", "我的名字是", "我叫做", "我叫",
        "我姓", "本人",
    ]
    /// Words that follow "I am" and are no names.
    private static let noNames: Set<String> = [
        "a", "an", "the", "in", "at", "on", "not", "so", "very", "here", "looking", "trying",
        "going", "still", "just", "from", "interested", "waiting", "sorry", "now", "also", "your",
        "my", "it", "about", "for", "to", "unable", "urgent", "really", "sure", "afraid", "using",
        "having", "wondering", "happy", "ok", "fine", "new", "free", "too", "getting", "asking",
        "calling", "writing", "allergic", "pregnant", "coming", "planning", "thinking", "ready",
    ]
    /// Titles that follow a surname in Chinese.
    private static let titles = ["小姐", "先生", "太太", "女士", "師奶", "生生"]
    /// The hundred commonest surnames of Hong Kong in Traditional and Simplified characters.
    ///
    /// Source: general knowledge of the Hong Kong telephone directory's commonest surnames.
    private static let surnames = Set(
        ("陳陈黃黄李張张梁王林吳吴劉刘何鄭郑郭馬马蔡許许楊杨周曾謝谢鍾钟朱鄧邓葉叶羅罗馮冯盧卢蘇苏"
            + "麥麦蕭萧袁余譚谭廖歐欧關关彭潘江杜徐胡方莫程姚唐伍石文湯汤崔湛龍龙雷甄溫温區"
            + "区霍薛孫孙金任岑嚴严施沈趙赵高范古洪丘邱阮倪翁夏曹傅魏賴赖譚黎簡简戴連连")
            .unicodeScalars.map(\.value))
    /// The longest English name, in words.
    private static let nameWords = 3

    /// A name where the text gives one.
    func name(_ start: Int) -> Int? {
        if Self.surnames.contains(at(start)), !isHan(start - 1) || isParticle(start - 1),
            Self.titles.contains(where: { has($0, at: start + 1) })
        {
            return start + 1
        }
        guard
            let words = Self.introductions.first(where: {
                let count = $0.unicodeScalars.count
                return start >= count && has($0, at: start - count)
            })
        else { return nil }
        return words.hasSuffix(" ") ? englishName(start) : chineseName(start)
    }

    private func englishName(_ start: Int) -> Int? {
        guard Self.isLetter(at(start)) else { return nil }
        var index = start
        var end = start
        for count in 0..<Self.nameWords {
            let first = index
            while Self.isLetter(at(index)) || at(index) == 0x2D { index += 1 }
            let word = text[first..<index].compactMap(Unicode.Scalar.init).map(Character.init)
            if word.isEmpty || Self.noNames.contains(String(word)) {
                return count == 0 ? nil : end
            }
            end = index
            guard at(index) == 0x20 else { break }
            index += 1
        }
        return end
    }

    private func chineseName(_ start: Int) -> Int? {
        if Self.isLetter(at(start)) { return englishName(start) }
        // 「我叫佢…」「我叫咗…」: to call or order something.
        guard !"佢咗人你外車".unicodeScalars.contains(where: { $0.value == at(start) }) else {
            return nil
        }
        var end = start
        while isHan(end), end - start < 4, !isParticle(end) { end += 1 }
        return end > start ? end : nil
    }

    /// Characters that end a name or stand before a surname.
    private func isParticle(_ index: Int) -> Bool {
        "係是呀啊嘅的想要問我你係喺在，。同和畀俾話叫姓".unicodeScalars.contains {
            $0.value == at(index)
        }
    }

    /// Two or more of block, floor and flat in a row: `12樓B室`, `Flat B, 12/F`.
    func address(_ start: Int) -> Int? {
        guard !isWord(start - 1) else { return nil }
        var index = start
        var end = start
        var units = 0
        while let next = addressUnit(index) {
            units += 1
            end = next
            index = skipping(" ,，、", from: next)
        }
        return units >= 2 ? end : nil
    }

    /// One unit: a number or letter with 座, 樓, 室 or 號, or its English form.
    private func addressUnit(_ start: Int) -> Int? {
        for word in ["flat ", "room ", "rm ", "unit ", "block ", "blk ", "tower "]
        where has(word, at: start) {
            var index = start + word.unicodeScalars.count
            let first = index
            while isWord(index) { index += 1 }
            return index > first ? index : nil
        }
        var index = start
        while isWord(index), index - start < 5 { index += 1 }
        guard index > start else { return nil }
        if has("/f", at: index) { return index + 2 }
        let marks = "座樓楼室號号".unicodeScalars.map(\.value)
        return marks.contains(at(index)) ? index + 1 : nil
    }
}
