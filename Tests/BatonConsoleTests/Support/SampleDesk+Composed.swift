import BatonCore
import BatonDesk

extension SampleDesk {
    /// A handover with a machine's summary, and a draft that a model worded.
    static func composed(isByModel: Bool) -> ConversationView {
        var decision = decision(isByModel ? .draft : .handover, reply: "兩至三個工作天送達。")
        if isByModel {
            decision.composed = ComposedReply(
                ending: .grounded, text: "本地訂單一般兩至三個工作天送到，離島就要多一日。",
                sources: [.init(entry: EntryID("delivery-time"), revision: 7)], attempts: 1,
                model: "gemma", tokens: 640, milliseconds: 2100)
        }
        var view = view(decision: decision)
        view.summary = HandoverSummary(
            lines: isByModel
                ? [
                    BilingualText("客人想知訂單幾時到", "客人想知訂單幾時到"),
                    BilingualText("機械人答了營業時間，未答送貨", "機械人答了營業時間，未答送貨"),
                    BilingualText("要真人查訂單", "要真人查訂單"),
                ]
                : [
                    BilingualText("Asks: 張單幾時到呀 / 我要搵真人", "客人問：張單幾時到呀 / 我要搵真人"),
                    BilingualText(
                        "Tried: closest entry “幾時送到？”, 31 % sure", "已嘗試：最近的條目「幾時送到？」，把握 31 %"),
                    BilingualText("Stopped: Asked for a person", "停下原因：要求真人"),
                ], isByModel: isByModel)
        return view
    }
}
