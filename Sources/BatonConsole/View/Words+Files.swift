import BatonCore

extension Words {
    static let customerTypes = BilingualText("the customer is typing", "客人輸入中")

    // Files that go out, and files that came.
    static let attachTitle = BilingualText("Send which file?", "傳送哪個檔案？")
    static let attachHint = BilingualText(
        "Type or paste its path, or drop it here; an empty one takes it away.",
        "輸入或貼上路徑，或將檔案拖到這裡；留空則移除。")
    static let attachAsking = BilingualText("looking at it…", "檢查中…")
    static let fileUnderway = BilingualText(
        "The file is still on its way; then send the rest.", "檔案仍在傳送中，稍後再送出其他內容。")
    static let fileRemoved = BilingualText("file removed: too old to keep", "檔案已過保留期，已移除")
    static let fetchingFile = BilingualText("Fetching the file…", "正在取得檔案…")
    static let fileHints: [(key: String, title: BilingualText)] = [
        ("enter", BilingualText("Attach", "附加")), ("esc", BilingualText("Cancel", "取消")),
    ]
}
