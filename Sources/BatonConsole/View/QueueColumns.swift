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

    /// - Parameter hasInboxes: whether there are several to tell apart.
    init(width: Int, hasInboxes: Bool) {
        var column = 1
        func take(_ width: Int) -> Field {
            defer { column += width > 0 ? width + 1 : 0 }
            return Field(column: column, width: width)
        }
        let isNarrow = width < 80
        let isWide = width >= 100
        // From here on the names are shown whole, and the message has still room for a hundred cells.
        let isVeryWide = width >= 150
        age = Field(column: 1, width: 5)
        sign = Field(column: 1, width: 2)
        column = 3
        wait = take(3)
        reason = take(isWide ? 24 : isNarrow ? 10 : 14)
        customer = take(isVeryWide ? 26 : isWide ? 20 : isNarrow ? 10 : 16)
        inbox = take(hasInboxes ? (isVeryWide ? 24 : isWide ? 12 : isNarrow ? 0 : 8) : 0)
        let ownerWidth = isVeryWide ? 16 : isWide ? 12 : 7
        sure = Field(column: width - 5, width: 4)
        owner = Field(column: width - 6 - ownerWidth, width: ownerWidth)
        message = Field(column: column, width: max(4, owner.column - 1 - column))
    }
}
