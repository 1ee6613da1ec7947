import BatonDocuments
import Testing

@Suite("Addresses, robots.txt and site maps")
struct WebRulesTests {
    @Test("an address is read, and brought to one form")
    func address() throws {
        let address = try #require(WebAddress("HTTPS://Shop.HK:443/faq?a=%E4%B8%AD#top"))

        #expect(address.description == "https://shop.hk/faq?a=%E4%B8%AD")
        #expect(address.origin == "https://shop.hk")
        #expect(WebAddress("../b.html?x", from: address)?.description == "https://shop.hk/b.html?x")
        #expect(WebAddress("//shop.hk/退貨", from: address)?.host == "shop.hk")
        #expect(WebAddress("http://shop.hk:8080/")?.isSameHost(as: address) == false)
        #expect(WebAddress("http://shop.hk/")?.isSameHost(as: address) == true)
        #expect(WebAddress("https://shop.hk/a.JPG")?.isAsset == true)
        #expect(WebAddress("https://shop.hk/a.pdf")?.isAsset == false)
    }

    @Test(
        "what is no page's address is refused",
        arguments: [
            "", "faq", "ftp://shop.hk/", "file:///etc/passwd", "javascript:alert(1)",
            "https://user:pass@shop.hk/", "https://shop.hk@evil.hk/", "https:///x",
            "https://shop.hk:99999/", "data:text/html,x",
        ])
    func noAddress(text: String) {
        #expect(WebAddress(text) == nil)
    }

    private static let rules = RobotsRules(
        """
        User-agent: other
        Disallow: /

        User-agent: *
        Disallow: /cart # not for robots
        Disallow: /*.pdf$
        Allow: /cart/help
        Disallow: /private*/x
        Crawl-delay: 3
        Sitemap: https://shop.hk/map.xml
        """)

    @Test(
        "the longest rule that matches decides",
        arguments: [
            ("/", true), ("/faq", true), ("/cart", false), ("/cart/1", false),
            ("/cart/help/x", true), ("/a/b.pdf", false), ("/a/b.pdf?x", true),
            ("/private-1/x", false), ("/private-1/y", true), ("/robots.txt", true),
        ])
    func decides(target: String, allowed: Bool) {
        #expect(Self.rules.allows(target) == allowed)
    }

    @Test("delay and site maps are known, and rules for Baton by name win over those for all")
    func named() {
        #expect(Self.rules.delaySeconds == 3)
        #expect(Self.rules.sitemaps == ["https://shop.hk/map.xml"])
        let own = RobotsRules("User-agent: *\nDisallow: /\nUser-Agent: Baton/1\nDisallow: /x")
        #expect(own.allows("/faq"))
        #expect(!own.allows("/x"))
        #expect(!RobotsRules("User-agent: a\nUser-agent: *\nDisallow: /").allows("/faq"))
        #expect(RobotsRules("User-agent: *\nDisallow:").allows("/faq"))
        #expect(RobotsRules.none.allows("/faq"))
        #expect(!RobotsRules.closed.allows("/faq"))
    }

    @Test("a rule full of stars is decided at once")
    func stars() {
        let rule = String(repeating: "*a", count: 200)

        #expect(
            RobotsRules("User-agent: *\nDisallow: /\(rule)b").allows(
                "/" + String(repeating: "a", count: 2000)))
    }

    @Test("pages and further maps are read from a site map, an index, and a list")
    func sitemap() {
        let map = Sitemap(
            """
            <?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
            <url><loc> https://shop.hk/a?x=1&amp;y=2 </loc></url>
            <url><loc><![CDATA[https://shop.hk/b]]></loc></url></urlset>
            """)
        let index = Sitemap(
            "<sitemapindex><sitemap><loc>https://shop.hk/1.xml</loc></sitemap></sitemapindex>")

        #expect(map.pages == ["https://shop.hk/a?x=1&y=2", "https://shop.hk/b"])
        #expect(map.maps == [])
        #expect(index.pages == [])
        #expect(index.maps == ["https://shop.hk/1.xml"])
        #expect(Sitemap("https://shop.hk/a\nhttps://shop.hk/b\n").pages.count == 2)
    }
}
