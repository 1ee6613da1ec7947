import BatonCore

/// Where each column of the list begins; wide windows give their room to the message.
struct QueueColumns {
    /// A column.
    struct Field {
        var column: Int
        var width: Int
    }

    let age: Field
    let sign: Field
    let wait: Field
    let reason: Field
    let customer: Field
    let inbox: Field
    let message: Field
    let owner: Field
    let sure: Field

    /// - Parameters:
    ///   - hasInboxes: whether there are several to tell apart.
    ///   - language: whose words for reasons are to fit.
    init(width: Int, hasInboxes: Bool, language: InterfaceLanguage) {
        var column = 1
        func take(_ width: Int) -> Field {
            defer { column += width > 0 ? width + 1 : 0 }
            return Field(column: column, width: width)
        }
        let isNarrow = width < 80
        let isWide = width >= 100
        // Cells beyond the least wide window: a share of them goes to each column that may cut its
        // words, and more where no inbox takes any.
        let spare = width - 100 + (hasInboxes ? 0 : 40)
        age = Field(column: 1, width: 5)
        sign = Field(column: 1, width: 2)
        column = 3
        wait = take(3)
        reason = take(
            isWide
                ? min(Self.longestReason(in: language), 14 + spare / 5) : isNarrow ? 10 : 14)
        customer = take(isWide ? min(26, 18 + spare / 12) : isNarrow ? 10 : hasInboxes ? 14 : 16)
        inbox = take(hasInboxes ? (isWide ? min(24, 17 + spare / 5) : isNarrow ? 0 : 12) : 0)
        let ownerWidth = isWide ? min(16, 10 + (width - 100) / 8) : 7
        sure = Field(column: width - 5, width: 4)
        owner = Field(column: width - 6 - ownerWidth, width: ownerWidth)
        message = Field(column: column, width: max(4, owner.column - 1 - column))
    }

    /// Cells of the longest reason that waits in a queue, with the sign of a failure before it; longer
    /// ones have a shorter word.
    private static func longestReason(in language: InterfaceLanguage) -> Int {
        switch language {
        case .english: 24
        case .traditionalChinese: 16
        }
    }
}
