package import BatonCore
import BatonText

/// Tells the language of a chat message from its characters and most telling words.
package enum LanguageDetector {
    /// Whether a text says anything of its language: a number, a sign or 「ok」 does not.
    package static func tells(_ text: String) -> Bool {
        text.unicodeScalars.contains(where: isHan) || RomanisedEvidence.isRomanised(text)
            || latinWords(of: text).contains(where: isEnglish)
    }

    /// The language of a text; English where nothing tells.
    package static func language(of text: String) -> Language {
        var han = 0
        var cantonese = 0
        var simplified = 0
        var traditional = 0
        for scalar in text.unicodeScalars where isHan(scalar) {
            han += 1
            if cantoneseCharacters.contains(scalar) { cantonese += 1 }
            if HanFolding.fold(scalar) != scalar {
                traditional += 1
            } else if simplifiedOnly.contains(scalar) {
                simplified += 1
            }
        }
        if han == 0 {
            return RomanisedEvidence.isRomanised(text) ? .romanisedCantonese : .english
        }
        let english = latinWords(of: text).filter { isEnglish($0) }
        let hasCantonese = cantonese > 0 || cantonesePhrases.matches(text)
        if english.count >= 1, !(simplified > 0 && traditional == 0 && !hasCantonese) {
            return .mixed
        }
        if simplified > traditional {
            return hasCantonese && simplified == 0 ? .cantonese : .simplifiedChinese
        }
        if hasCantonese { return .cantonese }
        return .traditionalChinese
    }

    private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
        (0x3400...0x9FFF).contains(scalar.value) || (0x20000...0x3FFFF).contains(scalar.value)
    }

    private static func latinWords(of text: String) -> [String] {
        text.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber || $0 == "'") }
            .map(String.init)
    }

    /// A word that is not a bare code, size, unit or name of a shop's system.
    private static func isEnglish(_ word: String) -> Bool {
        guard word.count >= 2, word.allSatisfy({ $0.isLetter || $0 == "'" }) else { return false }
        return !neutralWords.contains(word)
    }

    private static let cantoneseCharacters = Set(
        "嘅唔咗喺冇啲嗰嚟佢㗎喎囉咩乜嘢咁俾畀嗌攞揾搵睇諗啱嘥瞓嬲掟氹冧曱甴咪啦喇噃嘞嗱哋咧吓噉氣".unicodeScalars
    )
    .subtracting("氣掟啦咪".unicodeScalars)

    private static let cantonesePhrases = PhraseSet([
        "點解", "邊度", "邊個", "幾時", "幾點", "幾多", "幾錢", "係咪", "係唔", "有冇", "點樣", "點用", "依家",
        "而家", "呢個", "呢度", "仲有", "仲未", "啦", "呀", "㗎", "係", "邊款", "尋日", "聽日", "得閒", "點算", "開到",
        "唔該", "收工", "返工", "未呀", "得唔得", "好似",
    ])

    /// Characters that are written only in Simplified Chinese.
    private static let simplifiedOnly = Set(
        "们个这说时间问题没来对开关门长东车马鸟鱼见贝页风飞饭饮钱银铁钟错锁陈陆陈阳阴队际随难双听吗吃给买卖读谁请谢让认识讨论设计试该详语误调谈课资费质贵购货账贸赔赚转轮软轻载较边过还进远连迟选递运适达违链错键镇问闭闻阅几么为义乐习书买乱争于亏云产亲亿仅从仓仪价众优会伤伦伪体余佣侧侨俩债倾偿储儿兑党兰兴养兽写军农冲决况冻净减凤刘则刚创别删剂剑劝办务动励劲劳势区医华协单卖卢卫却厂厅历压厌厕县叁参双发变叙叶号叹听启员响哑唤园围图圆圣场坏块坚坛坟坠垄垒垫域备复够头夹夺奋奖妆妇妈姊娱婴孙学宁宝实宠审宪宽宾寝寻导寿将尔尘尝层属岁岛岭岗峡巩币师帐帮带广庆库应庙废异弃张弥弯弹强归当录彻径徕忆忧怀态怜总恋恶惊惧惨惩惯愿戏战户扑执扩扫扬扰抚抛抢护报担拟拥择挂挡挤挥损换据掷揽搁摄摆摇撑数断无旧显晓暂术机杀杂权条极构标栏树样档桥检楼欢欧残毕毙气汇汉汤沟泪泻泽洁浅测济浓涂润涨渐渔湾湿满滚滞灭灯灵灾炉点烂烛热爱爷牵状独狭狮狱猪猫环现玛琼电画畅疗疯痒监盖盘盐矿码砖础确礼祸离种积称稳穷窃竞笔笼筑签简类粮紧纠红约级纪纯纱纲纳纵纷纸纹线练组细织终绍经结绕绘络绝统绩续维绵综绿缓编缘缩缴罗罚网职联聪肃肤肿胁胜胶脉脏脑脚脱脸舰舱艺节苏苹范荐荣药获营萝蓝虑虽虾蚀蚁蚂补装见观规觅视览觉触订"
            .unicodeScalars
    )

    /// Words that Chinese messages use for things: they do not make a message English.
    private static let neutralWords: Set<String> = [
        "ok", "hi", "hello", "bye", "am", "pm", "hkd", "cm", "mm", "kg", "km", "ml", "gb", "tb",
        "app",
        "wifi", "usb", "qr", "id", "no", "sms", "fps", "atm", "vip", "pp", "sf", "ig", "fb", "xl",
        "xs",
    ]
}
