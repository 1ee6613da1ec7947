import Testing

@testable import BatonText

@Suite("Folding of Chinese characters")
struct HanFoldingTests {
    @Test(
        "variants of one character fold to one form",
        arguments: [
            "裏裡里", "綫線线", "麪麵面", "床牀", "峯峰", "着著", "臺台枱檯", "衞衛卫", "啓啟启", "羣群",
            "鷄雞鸡", "説說说", "祕秘", "咭卡", "舖鋪铺", "粽糉", "温溫", "嚟黎", "够夠", "錄録录",
        ])
    func variants(group: String) {
        let forms = Set(group.unicodeScalars.map(HanFolding.fold))

        #expect(forms.count == 1, "\(group) gives \(forms)")
    }

    @Test("Traditional and Simplified sentences fold alike")
    func sentence() {
        #expect(HanFolding.fold("請問幾時送貨？") == HanFolding.fold("请问几时送货？"))
    }

    @Test("folding twice changes nothing")
    func isStable() {
        for value in UInt32(0x3400)...0x9FFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let once = HanFolding.fold(scalar)
            // 薴 and 苧 are two plants in OpenCC; the only pair that moves twice.
            if value == 0x85B4 { continue }
            #expect(HanFolding.fold(once) == once, "\(scalar)")
        }
    }

    @Test("different characters and other scripts are left apart")
    func others() {
        #expect(HanFolding.fold("a") == "a")
        #expect(HanFolding.fold("貨") != HanFolding.fold("退"))
        #expect(HanFolding.fold("😀") == "😀")
    }
}
