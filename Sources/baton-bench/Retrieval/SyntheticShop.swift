import BatonCore

/// Short entries made of everyday words, half of them Chinese and half English, as many as wanted:
/// for speed alone, since nobody asks what they say.
struct SyntheticShop {
    let entries: Int

    private static let things = [
        ("書枱", "desk"), ("衣櫃", "wardrobe"), ("梳化", "sofa"), ("床褥", "mattress"), ("雪櫃", "fridge"),
        ("冷氣機", "air conditioner"), ("洗衣機", "washing machine"), ("吹風機", "hair dryer"),
        ("眼鏡", "glasses"), ("隱形眼鏡", "contact lenses"), ("蛋糕", "cake"), ("月餅", "mooncake"),
        ("旅行團", "tour"), ("機票", "air ticket"), ("酒店房", "hotel room"), ("補習班", "class"),
        ("鋼琴堂", "piano lesson"), ("瑜伽", "yoga"), ("手機殼", "phone case"), ("耳機", "earphones"),
        ("運動鞋", "trainers"), ("西裝", "suit"), ("婚紗", "wedding dress"), ("花束", "bouquet"),
        ("貓糧", "cat food"), ("維他命", "vitamins"), ("按摩", "massage"), ("染髮", "hair colour"),
    ]
    private static let matters = [
        ("送貨安排", "delivery"), ("退款", "a refund"), ("換貨", "an exchange"), ("保養", "the warranty"),
        ("預約", "a booking"), ("取消", "a cancellation"), ("付款方法", "payment"), ("優惠", "a discount"),
        ("營業時間", "the opening hours"), ("尺寸", "the size"), ("安裝", "installation"),
        ("訂金", "a deposit"),
        ("現貨", "stock"), ("自取", "pickup"), ("會員積分", "member points"), ("學生價", "the student price"),
    ]
    private static let places = [
        ("旺角", "Mong Kok"), ("沙田", "Sha Tin"), ("銅鑼灣", "Causeway Bay"), ("荃灣", "Tsuen Wan"),
        ("觀塘", "Kwun Tong"), ("屯門", "Tuen Mun"), ("將軍澳", "Tseung Kwan O"), ("元朗", "Yuen Long"),
        ("大埔", "Tai Po"), ("灣仔", "Wan Chai"), ("深水埗", "Sham Shui Po"), ("中環", "Central"),
    ]

    /// The entry of a number; another edition says another price.
    func entry(_ number: Int, edition: Int = 0) -> Entry {
        var mixed = UInt64(number) &* 0x9E37_79B9_7F4A_7C15
        func pick<Value>(_ list: [Value]) -> Value {
            mixed ^= mixed >> 29
            mixed &*= 0xBF58_476D_1CE4_E5B9
            return list[Int((mixed >> 33) % UInt64(list.count))]
        }
        let thing = pick(Self.things)
        let matter = pick(Self.matters)
        let place = pick(Self.places)
        let price = 100 + number % 9_000 + edition * 11
        let model = "M\(number % 50_000)"
        let isChinese = number % 2 == 0
        let language = isChinese ? "zh-Hant" : "en"
        let question =
            isChinese
            ? "\(place.0)店\(thing.0)\(model)的\(matter.0)"
            : "\(matter.1) for the \(thing.1) \(model) in \(place.1)"
        let answer =
            isChinese
            ? "\(thing.0)\(model)的\(matter.0)：\(place.0)分店收費為HK$\(price)，請於三個工作天前聯絡我們。"
            : "For \(matter.1) of the \(thing.1) \(model) our \(place.1) shop charges HK$\(price); "
                + "please contact us three working days before."
        return Entry(
            id: EntryID("e\(number)"), knowledge: "kb", language: language,
            questions: [Phrasing(question, language: language)], answers: [language: answer])
    }

    /// Questions as customers ask, in both languages.
    func questions(_ count: Int) -> [String] {
        (0..<count).map { number in
            let thing = Self.things[number * 5 % Self.things.count]
            let matter = Self.matters[number * 3 % Self.matters.count]
            let place = Self.places[number * 7 % Self.places.count]
            switch number % 4 {
            case 0: return "想問下\(place.0)間舖有冇\(thing.0)\(matter.0)呀？"
            case 1: return "Hi, do you have \(matter.1) for a \(thing.1) at \(place.1)?"
            case 2: return "\(thing.0) M\(number * 31 % 50_000) 幾多錢？"
            default: return "is there \(matter.1) on model M\(number * 17 % 50_000)"
            }
        }
    }
}
