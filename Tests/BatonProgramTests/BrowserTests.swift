import BatonSimulator
import Foundation
import Testing

/// The widget in a real browser, on the sample shop's page, with the real worker.
@Suite(
    "the chat in a browser", .serialized, .timeLimit(.minutes(5)),
    .enabled(if: Chromium.path != nil, "chromium is not installed"))
struct BrowserTests {
    private static let root = ChromiumPage.root
    private static let said = "(\(ChromiumPage.transcript))"

    /// Opens the shop's page with its chat open.
    private func open(_ rig: BrowserRig, _ browser: Chromium, width: Int = 1000) async throws
        -> ChromiumPage
    {
        let page = try await browser.page(rig.page.origin)
        try await page.call(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": 760, "deviceScaleFactor": 1, "mobile": false])
        try await page.until("document.querySelector('baton-chat')")
        _ = try await page.value("\(Self.root).querySelector('.launcher').click()")
        try await page.until("!\(Self.root).querySelector('.panel').hidden")
        return page
    }

    private func write(_ text: String, in page: ChromiumPage) async throws {
        _ = try await page.value("\(Self.root).querySelector('textarea').focus()")
        try await page.type(text)
        try await page.press("Enter", code: 13)
    }

    @Test(
        "ask, answer, ask for a person, who replies from a console, while the worker dies between",
        .enabled(if: TmuxSession.isInstalled, "tmux is not installed"))
    func whole() async throws {
        try await BrowserRig.with { rig in
            let browser = try Chromium()
            defer { browser.end() }
            let page = try await open(rig, browser)
            try await write("運費幾錢", in: page)
            try await page.until("\(Self.said).includes('滿$400免運費')")
            try await page.until("\(Self.root).querySelector('.mark.read')")

            rig.kill()
            try await page.until("!\(Self.root).querySelector('.banner').hidden")
            try await write("我想搵真人客服", in: page)
            try await page.until("\(Self.root).querySelectorAll('.mark.sending').length === 1")
            try await rig.start()
            try await page.until("\(Self.said).includes('- 同事很快會在此回覆你')")
            try await page.until("\(Self.root).querySelector('.banner').hidden")

            let console = try TmuxSession(columns: 110, rows: 30)
            defer { console.kill() }
            try console.type(
                "\(TmuxSession.baton) console --language en --config "
                    + "\(rig.place.folder)/baton.yaml", enter: true)
            try await console.until("Asked for a person")
            try console.press("t")
            try await console.until("It is yours")
            try await page.until("\(Self.said).includes('- May 已加入對話')")
            try console.type("你好，我係阿May", enter: false)
            try await console.until("你好，我係阿May")
            try await page.until(
                "\(Self.root).querySelector('.typing').textContent.includes('May')")
            try console.press("Enter")
            try await page.until("\(Self.said).includes('shop 你好，我係阿May')")
            try await console.until("(you)  ✓✓")

            let lines = try await page.value(Self.said).split(separator: "\n").map(String.init)
            let wanted = [
                "me 運費幾錢", "shop 滿$400免運費：https://shop.example.hk/fee",
                "me 我想搵真人客服", "- 同事很快會在此回覆你", "- May 已加入對話",
                "shop 你好，我係阿May",
            ]
            #expect(wanted.allSatisfy { line in lines.count { $0 == line } == 1 }, "\(lines)")
            try await page.call("Page.reload")
            try await page.until("document.querySelector('baton-chat')")
            try await page.until("\(Self.said).includes('shop 你好，我係阿May')")
            #expect(try await page.value(Self.said) == lines.joined(separator: "\n"))
        }
    }

    @Test("by the keyboard alone: focus goes in, stays in, and comes back")
    func keyboard() async throws {
        try await BrowserRig.with { rig in
            let browser = try Chromium()
            defer { browser.end() }
            let page = try await open(rig, browser)
            let focus = "\(Self.root).activeElement"
            #expect(try await page.value("\(focus).tagName") == "TEXTAREA")
            try await page.until("\(Self.root).querySelector('.choices button')")
            var stops: [String] = []
            for _ in 0..<6 {
                try await page.press("Tab", code: 9)
                stops.append(
                    try await page.value(
                        "\(focus).getAttribute('aria-label') || \(focus).textContent"))
            }
            #expect(
                stops == ["關閉對話", "對話內容", "我想搵真人客服", "傳送相片或檔案", "輸入訊息", "關閉對話"])
            try await page.press("Tab", code: 9, shift: true)
            #expect(try await page.value("\(focus).tagName") == "TEXTAREA")

            try await page.press("Escape", code: 27)
            #expect(try await page.value("\(focus).className") == "launcher")
            #expect(try await page.value("\(focus).getAttribute('aria-expanded')") == "false")
        }
    }

    @Test("every text stands out from what is behind it, in light and dark")
    func contrast() async throws {
        try await BrowserRig.with { rig in
            let browser = try Chromium()
            defer { browser.end() }
            let page = try await open(rig, browser, width: 390)
            try await write("運費幾錢", in: page)
            try await page.until("\(Self.said).includes('滿$400免運費')")
            for scheme in ["light", "dark"] {
                try await page.call(
                    "Emulation.setEmulatedMedia",
                    [
                        "features": [["name": "prefers-color-scheme", "value": scheme]]
                            as [[String: String]]
                    ])
                let worst = try await page.value(Self.worstContrast)
                #expect(worst.hasPrefix("ok"), "\(scheme): \(worst)")
            }
        }
    }

    /// The text whose contrast with its background is under 4.5, by WCAG 2.2 §1.4.3.
    private static let worstContrast = """
        (() => {
            const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
            const light = (colour) => {
                const [r, g, b] = numbers(colour).map((part) => {
                    const share = part / 255;
                    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
                });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const behind = (element) => {
                for (let at = element; at; at = at.parentElement) {
                    const colour = getComputedStyle(at).backgroundColor;
                    if (!/, 0\\)$|transparent/.test(colour)) return colour;
                }
                return 'rgb(255, 255, 255)';
            };
            let worst = { contrast: 99 };
            for (const element of \(root).querySelectorAll('.panel *')) {
                const has = [...element.childNodes].some((node) => node.nodeType === 3
                    && node.textContent.trim());
                const isText = element.tagName === 'TEXTAREA' || has;
                if (!isText || !element.offsetParent || element.matches('.hidden')) continue;
                const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < worst.contrast) worst = { contrast, text: element.textContent };
            }
            return `${worst.contrast >= 4.5 ? 'ok' : 'low'} ${worst.contrast} ${worst.text}`;
        })()
        """

    @Test("what customers and agents write is never markup, and only web addresses are links")
    func markup() async throws {
        try await BrowserRig.with { rig in
            let browser = try Chromium()
            defer { browser.end() }
            let page = try await open(rig, browser)
            try await write(
                "<img src=x onerror=document.title=1> javascript:alert(1) https://a.example/x?y=1。",
                in: page)
            try await page.until("\(Self.root).querySelector('.mine .mark')")

            let links = "[...\(Self.root).querySelectorAll('.mine a')]"
            #expect(
                try await page.value("\(links).map((a) => a.href + ' ' + a.rel).join()")
                    == "https://a.example/x?y=1 noopener noreferrer nofollow")
            #expect(try await page.value("\(Self.root).querySelectorAll('.log img').length") == "0")
        }
    }
}
