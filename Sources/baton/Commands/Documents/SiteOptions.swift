import ArgumentParser
import BatonCore

/// How much of a website is taken.
struct SiteOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Of a website: the most pages.", valueName: "n"))
    var pages = 200

    @Option(
        help: ArgumentHelp("Of a website: the most links from its first page.", valueName: "n"))
    var depth = 3

    @Option(
        help: ArgumentHelp("Of a website: the most requests a second to its host.", valueName: "n"))
    var hostLimit = 2.0

    @Flag(help: "Also ask a website on this machine or a private network.")
    var allowPrivate = false

    /// The limits, as a source keeps them.
    var limits: SiteLimits {
        SiteLimits(pages: pages, depth: depth, requestsPerSecond: hostLimit)
    }

    func validate() throws {
        guard (1...SiteLimits.mostPages).contains(pages) else {
            throw ValidationError("--pages must be from 1 to \(SiteLimits.mostPages).")
        }
        guard (0...20).contains(depth) else {
            throw ValidationError("--depth must be from 0 to 20.")
        }
        guard hostLimit >= 0.1, hostLimit <= 50 else {
            throw ValidationError("--host-limit must be from 0.1 to 50.")
        }
    }
}
