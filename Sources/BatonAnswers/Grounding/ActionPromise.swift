/// Finds words that promise, or report, an action that nothing will carry out.
///
/// A composed reply does nothing besides being read: whatever it says was booked, refunded, sent or
/// passed on, was not. In English, written Chinese in both characters, and Cantonese.
enum ActionPromise {
    /// The words that promise; `nil` where there are none.
    /// - Parameter sources: what the shop says of itself in general ("we refund within 7 days") may be
    ///   said again in the same words.
    static func phrase(in reply: String, unless sources: String) -> String? {
        let text = ComposingText.folded(reply).replacing("’", with: "'")
        let known = ComposingText.folded(sources).replacing("’", with: "'")
        return PatternBook.read { book in
            for pattern in reports.lazy.compactMap(book.regex) {
                if let match = text.firstMatch(of: pattern) { return String(text[match.range]) }
            }
            for pattern in policies.lazy.compactMap(book.regex) {
                for match in text.matches(of: pattern) where !known.contains(text[match.range]) {
                    return String(text[match.range])
                }
            }
            return nil
        }
    }

    private static let verbs = alternatives(
        """
        book reserv refund cancel ship sen[dt] dispatch arrang schedul process confirm plac order
        chang updat appl credit issu deliver call email contact transferr? escalat notif forward
        regist check look(?:ed|ing)?·into get·back follow pass add remov set·up hold held keep kept
        put giv deduct extend waiv compensat reimburs replac exchang repair fix submit creat activat
        unlock approv
        """)
    private static let doneVerbs = alternatives(
        """
        booked reserved refunded cancell?ed shipped dispatched arranged scheduled processed placed
        updated credited issued transferred escalated notified forwarded registered approved
        submitted waived compensated replaced sent passed confirmed
        """)
    private static let goods = alternatives(
        """
        refund call confirmation email voucher coupon discount reply compensation replacement
        """)
    private static let chineseVerbs = alternatives(
        """
        预约 预订 预留 留位 留货 订位 订 退款 退钱 退 取消 安排 寄出? 发送 发出 发货 跟进 处理 通知 转交 转介
        转告 登记 更改 改 下单 落单 确认 查询 查核? 核实 联络 联系 致电 打电话 回复 覆你 补发 补寄 换货 赔偿 豁免
        延长 加入 删除 提交 开通 批准 扣 book confirm cancel check refund send
        """)
    private static let now =
        "(?:just|now|already|going·to|gonna|be|been|also|gladly|all|successfully)"
        .replacing("·", with: " ")
    private static let forYou = "(?:帮|为|替|同|代|给)(?:你|您|阁下)"

    /// What is said to be done, or that I, the writer, will do: never true of a composed reply.
    private static let reports = [
        "\\bi(?:'ve| have|'ll| will|'m| am|'d| would| can)(?: \(now))* \(verbs)",
        "\\bwe(?:'ve| have| just)(?: \(now))* \(verbs)",
        "\\blet me \(verbs)", "\\ballow me to\\b", "\\bi (?:just |already )?\(verbs)",
        "\\bi (?:promise|guarantee|assure)",
        "\\byou(?:'ll| will) (?:get|receive|have) (?:an?|your|the) \(goods)",
        "\\b(?:has|have) been (?:\(now) )*\(doneVerbs)",
        "(?:an?|our|my) (?:colleague|agent|manager|team|representative) (?:will|is going to|has)",
        "(?:consider it done|all set|done for you|taken care of|on its way)",
        "(?:已经?|刚刚?|正在|现正|而家|即刻|马上|立即)(?:会|可以)?\(forYou)",
        "(?:已经?|刚刚?|正在|现正)(?:成功)?\(chineseVerbs)",
        "\(forYou).{0,8}(?:咗|好了?|完成|紧|了)", "\(chineseVerbs).{0,4}咗",
        "(?:我|等我|让我)(?:而家|现在|马上|即刻|会|将|可以|帮|为|替|同)+.{0,6}\(chineseVerbs)",
        "(?:同事|专人|客服|经理|职员|团队)(?:稍后|会|将|好快|尽快|已)+.{0,6}"
            + "(?:联络|联系|回复|覆|跟进|致电|处理|打俾|打给)",
        "(?:请稍等|请等等|等我|等等我|稍等一下|稍候片刻)", "(?:保证|承诺|应承)(?:你|您|会|可以)",
    ]

    /// What the shop does in general: said only in the words of a passage.
    private static let policies = [
        "\\bwe(?:'ll| will|'re| are going to| can| are)(?: (?:\(now)|usually))* \(verbs)\\w*(?: \\w+)?",
        "\\b(?:your|the) (?:refund|booking|order|appointment|reservation|parcel|request|replacement)"
            + "(?: \\w+)? (?:will|is going to) (?:be )?\\w+",
        "\\b(?:is|are|was|were) (?:(?:being|now|already|all|successfully) )*\(doneVerbs)",
        "(?:我哋|我们|本店|公司|店方|我地)(?:会|将会?|可以|可|都会)(?:尽快|即时|马上)?.{0,4}\(chineseVerbs)",
        "会(?:尽快|即时|马上|立即).{0,4}\(chineseVerbs)", "\(forYou).{0,4}\(chineseVerbs)",
        "(?:会|将会?|可以|稍后)\(forYou)",
    ]

    /// Words as the branches of a pattern; `·` is a space within one.
    private static func alternatives(_ words: String) -> String {
        let branches = words.split(whereSeparator: \.isWhitespace)
        return "(?:" + branches.joined(separator: "|").replacing("·", with: " ") + ")"
    }
}
