/// How a cell looks: a role, which the theme turns into colours, and what is added to it.
package struct Style: Sendable, Hashable {
    /// What the text is.
    package var role: ThemeRole
    /// What it stands on, where that is not the role's own ground, such as a selected row.
    package var ground: ThemeRole?
    /// Whether it is bold besides what the theme says.
    package var isBold: Bool

    /// Makes a style.
    package init(_ role: ThemeRole, on ground: ThemeRole? = nil, bold: Bool = false) {
        self.role = role
        self.ground = ground
        self.isBold = bold
    }
}

/// What a piece of the screen is; themes give each a look.
package enum ThemeRole: String, Sendable, CaseIterable {
    case text
    case textDim = "text.dim"
    case textStrong = "text.strong"
    case title
    case border
    case header
    case headerDim = "header.dim"
    case headerAlert = "header.alert"
    case footer
    case selection
    case selectionInactive = "selection.inactive"
    case tab
    case tabActive = "tab.active"
    /// A key's name in text, such as in the help.
    case key
    case hintKey = "hint.key"
    case hintText = "hint.text"
    case statusOK = "status.ok"
    case statusWarn = "status.warn"
    case statusBad = "status.bad"
    case authorCustomer = "author.customer"
    case authorBot = "author.bot"
    case authorAgent = "author.agent"
    case authorSystem = "author.system"
    case authorEcho = "author.echo"
    case note
    case tick
    case tickRead = "tick.read"
    case dayLine = "day-line"
    case cardTitle = "card.title"
    case cardLabel = "card.label"
    case cardText = "card.text"
    case confidenceHigh = "confidence.high"
    case confidenceMiddle = "confidence.middle"
    case confidenceLow = "confidence.low"
    case input
    case inputPlaceholder = "input.placeholder"
    case popup
    case popupTitle = "popup.title"
    case match
    case error
    case success
    case bar
    case barTrack = "bar.track"
}
