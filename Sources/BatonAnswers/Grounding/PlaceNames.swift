/// Finds places that a reply names and no cited passage does: streets, buildings, districts.
enum PlaceNames {
    /// What is named in `reply` alone.
    /// - Parameter isTranslated: whether the sources are of another language: of words that also
    ///   end what is no place, such as 分店, none can be looked for there.
    static func faults(_ reply: String, against sources: String, isTranslated: Bool = false)
        -> [GroundingFault]
    {
        let said = ComposingText.folded(reply)
        let known = ComposingText.folded(sources)
        var places: Set<String> = []
        let named = PatternBook.read { book in
            [isTranslated ? chineseNames : chinese, english].compactMap(book.regex).flatMap {
                pattern in
                said.matches(of: pattern).map { String(said[$0.range]) }
            }
        }
        for place in named
        where !known.contains(place) && !notPlaces.contains(where: place.hasSuffix) {
            places.insert(place)
        }
        for names in districts where names.contains(where: said.contains) {
            guard !names.contains(where: known.contains),
                let named = names.first(where: said.contains)
            else { continue }
            places.insert(named)
        }
        return places.sorted().map { .address($0) }
    }

    /// Two characters and what makes a place of them; a longer name holds the same two.
    private static let chinese =
        "\\p{Han}{2}(?:道|街|路|里|巷|广场|商场|大厦|大楼|中心|邨|村|花园|工业区|站|码头|分店|市场)"
    private static let chineseNames = "\\p{Han}{2}(?:街|巷|广场|商场|大厦|邨|花园|工业区)|\\p{Han}{2}[道路](?!理|线)"
    private static let english =
        "[a-z']+ (?:street|road|avenue|lane|plaza|mall|building|tower|square|centre|center|house|estate|"
        + "station|terminal|pier|branch|drive|terrace)\\b"

    /// What ends like a place and is none.
    private static let notPlaces = [
        "知道", "味道", "渠道", "频道", "报道", "通道", "管道", "厚道", "网路", "一路", "线路", "思路", "套路", "铁路", "哪里",
        "这里", "那里", "城里",
        "心里", "家里", "网站", "邮站", "服务中心", "客户中心", "客服中心", "公里", "英里", "the station", "the branch",
        "the building",
        "our branch", "the house", "in house", "the centre", "the mall", "nearest station",
        "service centre",
        "help centre", "to house", "的商场", "的分店", "间分店", "本分店", "of house", "the drive",
        "any branch",
    ]

    /// Districts by their names in both languages: a reply in one may rest on a passage in the other.
    private static let districts: [[String]] = [
        ["旺角", "mong kok", "mongkok"], ["油麻地", "yau ma tei"], ["尖沙咀", "尖沙嘴", "tsim sha tsui"],
        ["深水埗", "sham shui po"], ["铜锣湾", "causeway bay"], ["湾仔", "wan chai", "wanchai"],
        ["金钟", "admiralty"], ["上环", "sheung wan"], ["西环", "坚尼地城", "kennedy town"],
        ["北角", "north point"], ["鲗鱼涌", "quarry bay"], ["太古", "tai koo", "taikoo"],
        ["柴湾", "chai wan"],
        ["香港仔", "aberdeen"], ["观塘", "kwun tong"], ["牛头角", "ngau tau kok"], ["九龙湾", "kowloon bay"],
        ["黄大仙", "wong tai sin"], ["钻石山", "diamond hill"], ["红磡", "hung hom"],
        ["土瓜湾", "to kwa wan"],
        ["九龙塘", "kowloon tong"], ["荔枝角", "lai chi kok"], ["长沙湾", "cheung sha wan"],
        ["美孚", "mei foo"],
        ["荃湾", "tsuen wan"], ["葵芳", "kwai fong"], ["葵涌", "kwai chung"], ["青衣", "tsing yi"],
        ["屯门", "tuen mun"], ["元朗", "yuen long"], ["天水围", "tin shui wai"],
        ["沙田", "sha tin", "shatin"],
        ["马鞍山", "ma on shan"], ["大埔", "tai po"], ["粉岭", "fanling"], ["上水", "sheung shui"],
        ["将军澳", "tseung kwan o"], ["西贡", "sai kung"], ["东涌", "tung chung"], ["长洲", "cheung chau"],
        ["坪洲", "peng chau"], ["南丫", "lamma"], ["大屿山", "lantau"], ["深圳", "shenzhen"],
        ["澳门", "macau", "macao"],
    ]
}
