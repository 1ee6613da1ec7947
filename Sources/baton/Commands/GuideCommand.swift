import ArgumentParser
import BatonText

/// The chapters that the README points at, carried in the program.
struct GuideCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guide",
        abstract: "Read how a part of Baton is used: \(Guide.names).",
        discussion: "Without a name it lists the chapters.")

    @Argument(help: "The chapter.")
    var chapter: Guide?

    func run() {
        if let chapter {
            Output.line(chapter.text)
        } else {
            Output.line(Guide.contents)
        }
    }
}

/// A chapter on one part of Baton, in Markdown.
enum Guide: String, CaseIterable, ExpressibleByArgument {
    case goingLive = "going-live"
    case knowledge
    case gate
    case composing
    case channels
    case webChat = "web-chat"
    case policy

    /// Every chapter's name, in the order in which a business needs them.
    static let names = allCases.map(\.rawValue).joined(separator: ", ")

    /// A line a chapter: its name, and its heading.
    static let contents = allCases.map { chapter in
        Wrapping.padded(chapter.rawValue, width: 12) + chapter.heading
    }.joined(separator: "\n")

    /// The chapter without the line break at its end.
    var text: String {
        var text = String(decoding: bytes, as: UTF8.self)
        while text.last == "\n" { text.removeLast() }
        return text
    }

    /// The first line's words.
    private var heading: String {
        String(text.prefix { $0 != "\n" }.drop { $0 == "#" || $0 == " " })
    }

    private var bytes: [UInt8] {
        switch self {
        case .goingLive: PackageResources.going_live_md
        case .knowledge: PackageResources.knowledge_md
        case .gate: PackageResources.gate_md
        case .composing: PackageResources.composing_md
        case .channels: PackageResources.channels_md
        case .webChat: PackageResources.web_chat_md
        case .policy: PackageResources.policy_md
        }
    }
}
