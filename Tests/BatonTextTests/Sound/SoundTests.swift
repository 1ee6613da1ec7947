import Testing

@testable import BatonText

@Suite("The sounds of Chinese")
struct SoundTests {
    private static func sounds(_ character: Unicode.Scalar) -> [String] {
        SoundReadings.shared.readings(of: HanFolding.fold(character).value)
            .map { SoundReadings.shared.syllables[Int($0)] }
    }

    @Test("a character has all of its readings, in Traditional and Simplified alike")
    func readings() {
        #expect(Self.sounds("開") == ["hoi"])
        #expect(Self.sounds("开") == ["hoi"])
        #expect(Set(Self.sounds("行")).isSuperset(of: ["haang", "hang", "hong"]))
        #expect(Set(Self.sounds("度")).isSuperset(of: ["dok", "dou"]))
        #expect(Self.sounds("唔") == ["m"])
        #expect(Self.sounds("A") == [])
    }

    @Test("a typed syllable may be what its spelling stands for, at the least cost first meant")
    func spelling() {
        func cost(_ typed: String, _ syllable: String) -> Float? {
            RomanisedSpelling.shared.readings(of: Array(typed.utf8)[...])
                .first { SoundReadings.shared.syllables[Int($0.syllable)] == syllable }?.cost
        }
        #expect(cost("hoi", "hoi") == 0)
        #expect(cost("seung", "soeng") == 0.1)
        #expect(cost("gum", "gam") == 0.1)
        #expect(cost("chin", "cin") == 0)
        #expect(cost("tsz", "zi") == 0.1)
        #expect(cost("lei", "nei") == 0.6)
        #expect(cost("hoi", "mun") == nil)
        #expect(cost("xyzzy", "m") == nil)
        #expect(cost("tcheungx", "coeng") == nil)
    }

    @Test("a word is cut into syllables wherever that leaves none over")
    func grid() {
        #expect(SyllableGrid(Array("hoimun".utf8)).isReadable)
        #expect(!SyllableGrid(Array("hoimun".utf8)).isSyllable)
        #expect(SyllableGrid(Array("mun".utf8)).isSyllable)
        #expect(!SyllableGrid(Array("charge".utf8)).isReadable)
        #expect(!SyllableGrid([]).isReadable)
    }

    @Test("the model expects what people say")
    func model() {
        func logarithm(_ text: String) -> Float {
            let scalars = HanFolding.fold(text).unicodeScalars.map(\.value)
            return SoundLanguageModel.logarithm(
                of: scalars[2], in: .init(scalars[0], scalars[1]),
                alone: SoundLanguageModel.logarithm(of: scalars[2]))
        }
        #expect(logarithm("幾多錢") > -2)
        #expect(logarithm("幾多錢") > logarithm("幾多前") + 3)
        #expect(SoundLanguageModel.logarithm(of: 0x7A) == SoundLanguageModel.unknown)
    }

    @Test("counts are kept, taken back, and survive growth")
    func counts() {
        var counts = GramCounts()
        for key in 1...5_000 { counts.add(Int32(key), to: UInt64(key)) }
        for key in 1...4_000 { counts.add(Int32(-key), to: UInt64(key)) }
        for key in 6_000...9_000 { counts.add(1, to: UInt64(key)) }

        #expect(counts[5_000] == 5_000)
        #expect(counts[4_000] == 0)
        #expect(counts[9_000] == 1)
        #expect(counts[10_000] == 0)
        counts.add(-7, to: 77_777)
        #expect(counts[77_777] == 0)
    }

    @Test(
        "homophones typed for each other sound alike",
        arguments: [
            ("番工", "返工"), ("俾錢", "比錢"), ("食左飯", "食咗飯"), ("係邊度", "喺邊度"),
            ("你地", "你哋"), ("黎緊", "嚟緊"), ("野食", "嘢食"), ("我想", "餓想"),
        ])
    func homophones(typed: String, meant: String) {
        #expect(!Set(SoundTokens.tokens(of: typed)).isDisjoint(with: SoundTokens.tokens(of: meant)))
        #expect(SoundTokens.similarity(typed, meant) > 0)
    }

    @Test("what sounds different shares nothing, and punctuation parts")
    func different() {
        #expect(SoundTokens.similarity("退款", "送貨") == 0)
        #expect(SoundTokens.similarity("退款", "退款") == 1)
        #expect(SoundTokens.tokens(of: "退,款") == [])
        #expect(SoundTokens.tokens(of: "hello") == [])
        #expect(SoundTokens.similarity("", "退款") == 0)
    }

    @Test("common English words are known, by how common they are")
    func english() {
        #expect(EnglishWords.rank("delivery".utf8) != nil)
        #expect(EnglishWords.rank("the".utf8) == .common)
        #expect(EnglishWords.rank("hoi".utf8) == nil)
        #expect(EnglishWords.rank("".utf8) == nil)
        #expect(EnglishWords.rank(String(repeating: "a", count: 9_999).utf8) == nil)
    }
}
