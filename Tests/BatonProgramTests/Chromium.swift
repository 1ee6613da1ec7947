import Foundation
import Glibc
import Synchronization

/// A headless browser, driven by the DevTools protocol over a pipe: JSON, each ended by a zero byte.
///
/// Source: Chrome DevTools Protocol; Chromium reads from descriptor 3 and writes to 4.
final class Chromium: Sendable {
    static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    /// What the browser refused, or what did not come.
    struct Failed: Error, CustomStringConvertible {
        var description: String
    }

    private struct State {
        var next = 0
        var waiting: [Int: CheckedContinuation<Data, any Error>] = [:]
    }

    private let state = Mutex(State())
    private let folder = NSTemporaryDirectory() + "baton-browser-" + UUID().uuidString
    private let process: pid_t
    private let input: Int32

    /// Starts it with an empty profile.
    init(language: String = "zh-HK") throws {
        guard let path = Self.path else { throw Failed(description: "there is no chromium") }
        var (toBrowser, fromBrowser): ([Int32], [Int32]) = ([0, 0], [0, 0])
        guard pipe(&toBrowser) == 0, pipe(&fromBrowser) == 0 else {
            throw Failed(description: "no pipe")
        }
        // A shell puts the ends in their places, since spawning alone gives only 0, 1 and 2.
        let command = """
            exec 3<&\(toBrowser[0]) 4>&\(fromBrowser[1])
            for fd in /proc/$$/fd/*; do fd=${fd##*/}; ((fd < 5)) || eval "exec $fd>&-"; done
            exec "$0" "$@"
            """
        let arguments = [
            "/bin/bash", "-c", command, path, "--headless=new", "--no-sandbox", "--disable-gpu",
            "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions",
            "--disable-component-update", "--disable-background-networking",
            "--remote-debugging-pipe", "--user-data-dir=\(folder)", "--lang=\(language)",
            "about:blank",
        ]
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that all of its processes end with it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        var pid = pid_t()
        guard posix_spawn(&pid, "/bin/bash", &actions, &attributes, &words, environ) == 0 else {
            throw Failed(description: "\(path) does not start")
        }
        close(toBrowser[0])
        close(fromBrowser[1])
        process = pid
        input = toBrowser[1]
        let output = fromBrowser[0]
        Thread.detachNewThread { [weak self] in
            Self.read(output) { self?.heard($0) }
            self?.ended()
        }
    }

    /// Ends it and forgets its profile.
    func end() {
        kill(-process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
        close(input)
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Calls a method and gives its result.
    @discardableResult
    func call(
        _ method: String, _ parameters: [String: any Sendable] = [:], session: String? = nil
    ) async throws -> [String: Any] {
        let data = try await withCheckedThrowingContinuation { continuation in
            let id = state.withLock { state in
                state.next += 1
                state.waiting[state.next] = continuation
                return state.next
            }
            var message: [String: Any] = ["id": id, "method": method, "params": parameters]
            message["sessionId"] = session
            let bytes = (try? JSONSerialization.data(withJSONObject: message)) ?? Data()
            send(bytes + [0])
        }
        let json = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        if let error = json["error"] as? [String: Any] {
            throw Failed(description: "\(method): \(error["message"] ?? "refused")")
        }
        return json["result"] as? [String: Any] ?? [:]
    }

    /// Opens a page.
    func page(_ address: String) async throws -> ChromiumPage {
        let target = try await call("Target.createTarget", ["url": "about:blank"])["targetId"]
        let session = try await call(
            "Target.attachToTarget", ["targetId": target as? String ?? "", "flatten": true]
        )["sessionId"]
        let page = ChromiumPage(browser: self, session: session as? String ?? "")
        try await page.call("Page.enable")
        try await page.call("Runtime.enable")
        try await page.call("Page.navigate", ["url": address])
        return page
    }

    private func send(_ bytes: Data) {
        bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let rest = buffer.baseAddress?.advanced(by: sent)
                let count = write(input, rest, buffer.count - sent)
                guard count > 0 else { return }
                sent += count
            }
        }
    }

    private static func read(_ output: Int32, _ heard: (Data) -> Void) {
        var waiting = Data()
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = Glibc.read(output, &chunk, chunk.count)
            guard count > 0 else { break }
            waiting.append(contentsOf: chunk[..<count])
            while let end = waiting.firstIndex(of: 0) {
                heard(Data(waiting[waiting.startIndex..<end]))
                waiting = Data(waiting[waiting.index(after: end)...])
            }
        }
        close(output)
    }

    private func heard(_ data: Data) {
        let json = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        guard let id = json?["id"] as? Int else { return }
        state.withLock { $0.waiting.removeValue(forKey: id) }?.resume(returning: data)
    }

    private func ended() {
        let waiting = state.withLock { state in
            defer { state.waiting = [:] }
            return state.waiting
        }
        for continuation in waiting.values {
            continuation.resume(throwing: Failed(description: "the browser has ended"))
        }
    }
}

/// One page of the browser.
struct ChromiumPage: Sendable {
    let browser: Chromium
    let session: String

    @discardableResult
    func call(_ method: String, _ parameters: [String: any Sendable] = [:]) async throws
        -> [String: Any]
    {
        try await browser.call(method, parameters, session: session)
    }

    /// What an expression of JavaScript comes to, as text.
    func value(_ expression: String) async throws -> String {
        let result = try await call(
            "Runtime.evaluate",
            ["expression": expression, "awaitPromise": true, "returnByValue": true])
        if result["exceptionDetails"] != nil {
            throw Chromium.Failed(description: "JavaScript failed: \(expression): \(result)")
        }
        let value = (result["result"] as? [String: Any])?["value"]
        return value.map { "\($0)" } ?? ""
    }

    /// Looks until an expression is true, for at most half a minute; the page itself looks.
    func until(_ expression: String) async throws {
        let look = """
            new Promise((done) => {
                const end = Date.now() + 30000;
                const look = () => {
                    let holds = false;
                    try { holds = !!(\(expression)); } catch {}
                    if (holds || Date.now() > end) done(holds ? 'yes' : 'no');
                    else setTimeout(look, 40);
                };
                look();
            })
            """
        // A page that is just being loaded forgets who asked.
        for _ in 0..<20 {
            guard let answer = try? await value(look) else { continue }
            if answer == "yes" { return }
            break
        }
        let text = (try? await value(Self.transcript)) ?? "there is none"
        throw Chromium.Failed(
            description: "it did not come about that \(expression); the chat was:\n\(text)")
    }

    /// Types a text where the focus is, as an input method does.
    func type(_ text: String) async throws { try await call("Input.insertText", ["text": text]) }

    /// Presses a key.
    func press(_ key: String, code: Int, shift: Bool = false) async throws {
        for type in ["keyDown", "keyUp"] {
            var parameters: [String: any Sendable] = [
                "type": type, "key": key, "code": key, "windowsVirtualKeyCode": code,
                "modifiers": shift ? 8 : 0,
            ]
            if key == "Enter", type == "keyDown" { parameters["text"] = "\r" }
            try await call("Input.dispatchKeyEvent", parameters)
        }
    }

    /// Saves what the page looks like.
    func picture(to path: String) async throws {
        let data = try await call("Page.captureScreenshot", ["format": "png"])["data"]
        try Data(base64Encoded: data as? String ?? "")?.write(to: URL(fileURLWithPath: path))
    }

    static let root = "document.querySelector('baton-chat').shadowRoot"
    /// The chat's bubbles, a line each: who and what.
    static let transcript = """
        [...\(root).querySelectorAll('.log > li')].map((row) => \
        (row.matches('.mine') ? 'me ' : row.matches('.notice') ? '- ' : 'shop ') + \
        (row.querySelector('.bubble') || row).textContent).join('\\n')
        """
}
