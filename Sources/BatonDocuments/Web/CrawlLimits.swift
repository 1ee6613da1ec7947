/// The limits of every crawl, whatever a source asks for.
package enum CrawlLimits {
    /// The largest page, in bytes, unpacked.
    package static let pageBytes = 4 * 1024 * 1024
    /// The most bytes of all pages of one run.
    package static let siteBytes = 256 * 1024 * 1024
    /// The longest a run may take.
    package static let duration = Duration.seconds(1800)
    /// The most redirects that one page may take.
    package static let redirects = 5
    /// The most site maps read in one run.
    package static let sitemaps = 50
    /// The longest pause between requests that a site may ask for, in seconds.
    package static let longestDelay = 10.0
    /// How many addresses may wait for each page that may be taken.
    package static let waitingPerPage = 20
}
