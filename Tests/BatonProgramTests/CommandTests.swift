import BatonCore
import BatonDesk
import BatonSimulator
import Foundation
import Testing

/// The real program's manners: exit codes, words, JSON.
@Suite("baton's commands", .serialized, .timeLimit(.minutes(10)))
struct CommandTests {
    @Test("alone without a configuration it offers what to begin with")
    func alone() async throws {
        try await ProgramRun.with { baton in
            let result = try await baton()

            #expect(result.code == 0)
            #expect(result.output.contains("baton demo"))
            #expect(result.output.contains("baton init"))
        }
    }

    @Test("what cannot be meant ends with 64, a missing or wrong configuration with 78")
    func usageAndConfiguration() async throws {
        try await ProgramRun.with { baton in
            #expect(try await baton("frobnicate", "x").code == 64)
            #expect(try await baton("events", "--since", "-1").code == 64)
            #expect(try await baton("doctor").code == 78)
            #expect(try await baton("events", "--config", "missing.yaml").code == 78)

            try baton.write("data: ./data\nhttpp: {}\n", to: "baton.yaml")
            let wrong = try await baton("doctor")

            #expect(wrong.code == 78)
            #expect(
                wrong.errors
                    == "baton: \(baton.folder)/baton.yaml:2: unknown key 'httpp' "
                    + "(did you mean 'http'?)\n")
        }
    }

    @Test("where nobody reads on it ends without a word, and on a full disk it says so")
    func unread() async throws {
        try await ProgramRun.with { baton in
            // The reader has ended before anything is written.
            let left = try await baton.shell(
                "exec 3> >(true); wait $!; \"$BATON\" guide policy >&3; echo $?")
            let full = try await baton.shell("\"$BATON\" guide policy >/dev/full; echo $?")

            #expect(left.output == "141\n")
            #expect(left.errors == "")
            #expect(full.output == "74\n")
            #expect(
                full.errors
                    == "baton: what it says could not be written: No space left on device\n")
        }
    }

    @Test("--config comes before $BATON_CONFIG, and that before ./baton.yaml")
    func search() async throws {
        try await ProgramRun.with { baton in
            for name in ["option", "variable", "baton"] {
                try baton.write("data: ./\(name)-data\n", to: name + ".yaml")
            }
            let variable = ["BATON_CONFIG": baton.folder + "/variable.yaml"]

            let first = try await baton(
                "doctor", "--config", "option.yaml", environment: variable)
            let second = try await baton("doctor", environment: variable)
            let third = try await baton("doctor")

            #expect(first.output.contains("/option.yaml is well formed"))
            #expect(second.output.contains("/variable.yaml is well formed"))
            #expect(third.output.contains("/baton.yaml is well formed"))
            for name in ["option", "variable", "baton"] {
                #expect(FileManager.default.fileExists(atPath: baton.folder + "/\(name)-data"))
            }
        }
    }

    @Test("where no worker runs, stop says so and ends with 69")
    func noWorker() async throws {
        try await ProgramRun.with { baton in
            try baton.configure()

            let result = try await baton("stop")

            #expect(result.code == 69)
            #expect(result.errors.contains("no worker listens"))
        }
    }

    @Test("a port that is taken is one clear line, and 78")
    func portTaken() async throws {
        try await ProgramRun.with { baton in
            try baton.configure()
            try await baton.withWorker { _, port in
                try baton.write(
                    "data: ./other\nhttp: {listen: \"127.0.0.1:\(port)\"}\n", to: "other.yaml")

                let worker = try await baton("worker", "--config", "other.yaml")
                let doctor = try await baton("doctor", "--config", "other.yaml")

                #expect(worker.code == 78)
                #expect(
                    worker.errors.hasSuffix(
                        "baton: cannot listen on 127.0.0.1:\(port): another program does; stop "
                            + "it, or change 'http: listen' in \(baton.folder)/other.yaml\n"))
                #expect(doctor.code == 1)
                #expect(doctor.output.contains("another program listens on 127.0.0.1:\(port)"))
            }
        }
    }

    @Test("init writes what doctor finds well formed, and overwrites nothing")
    func initialise() async throws {
        try await ProgramRun.with { baton in
            let first = try await baton("init", "--json")
            let again = try await baton("init")
            let path = baton.folder + "/baton.yaml"
            // Another program may hold the port on the machine that tests.
            let written = try String(contentsOfFile: path, encoding: .utf8)
                .replacing("127.0.0.1:8080", with: "127.0.0.1:0")
            try baton.write(written, to: "baton.yaml")
            let doctor = try await baton("doctor", "--json")

            #expect(first.code == 0)
            #expect(first.json as? [String: String] == ["wrote": path])
            #expect(again.code == 1)
            #expect(again.errors.contains("exists already"))
            #expect(doctor.code == 0)
            let findings = doctor.json as? [[String: String]] ?? []
            #expect(findings.allSatisfy { Set($0.keys) == ["level", "message"] })
            #expect(findings.contains { $0["message"]?.hasPrefix("SQLite 3.") == true })
        }
    }

    @Test("without a terminal the console says so, and starts no worker")
    func noTerminal() async throws {
        try await ProgramRun.with { baton in
            try baton.configure()

            let result = try await baton()

            #expect(result.code != 0)
            #expect(result.errors.contains("the console needs a terminal"))
            #expect(try await baton("stop").code == 69)
        }
    }

    @Test("doctor finds what is wrong and says how to mend it")
    func doctor() async throws {
        try await ProgramRun.with { baton in
            try baton.write("token", to: "token", mode: 0o644)
            try baton.write(
                """
                data: ./data
                http: {listen: "127.0.0.1:0", public_url: "http://desk.example.hk"}
                connections:
                  whatsapp_cloud:
                    channel: whatsapp_cloud
                    app_secret: literal
                    access_token: file:token
                    inboxes: {}
                people:
                  - {name: May, unix_user: nobody-has-this-name, role: agent}
                desk: {group: no-such-group}
                """, to: "baton.yaml", mode: 0o644)
            try FileManager.default.createDirectory(
                atPath: baton.folder + "/data", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o755])

            let result = try await baton("doctor")

            #expect(result.code == 1)
            for words in [
                "'app_secret' stands in the file itself", "chmod 600", "others may read",
                "no verify_token: the provider cannot verify", "no inboxes", "is not https",
                "there is no Unix user 'nobody-has-this-name'", "adduser nobody-has-this-name",
                "there is no Unix group 'no-such-group'", "groupadd no-such-group",
                "chmod 710 it", "there is no backup yet: baton backup FILE",
            ] {
                #expect(result.output.contains(words), "\(words) is not in:\n\(result.output)")
            }
            #expect(!result.output.contains("literal\n"))
        }
    }

    @Test("doctor --online asks the provider who the number is")
    func online() async throws {
        let standIn = ProviderStandIn(secret: "x", reportsStatuses: false)
        let (ports, bound) = AsyncStream.makeStream(of: Int.self)
        let provider = Task { try await standIn.run { bound.yield($0) } }
        defer { provider.cancel() }
        var found = ports.makeAsyncIterator()
        let port = await found.next() ?? 0
        try await ProgramRun.with { baton in
            func configuration(_ port: Int) -> String {
                """
                data: ./data
                http: {listen: "127.0.0.1:0"}
                connections:
                  whatsapp_cloud:
                    channel: whatsapp_cloud
                    app_secret: ${SECRET}
                    access_token: ${SECRET}
                    api_base: http://127.0.0.1:\(port)
                    inboxes: {"1": {name: Shop, knowledge: shop, mode: auto}}
                """
            }
            try baton.write(configuration(port), to: "baton.yaml")
            try baton.write(configuration(1), to: "deaf.yaml")

            let well = try await baton("doctor", "--online")
            let deaf = try await baton("doctor", "--online", "--config", "deaf.yaml")

            #expect(well.code == 0)
            #expect(well.output.contains("✓ whatsapp_cloud/1: "))
            #expect(well.output.contains("+852 2123 4567"))
            #expect(deaf.code == 1)
            #expect(deaf.output.contains("✗ whatsapp_cloud/1: the provider does not answer"))
        }
    }

    @Test("events --since prints the events after the first N, as soon as each was acknowledged")
    func events() async throws {
        try await ProgramRun.with { baton in
            try baton.configure()
            try await baton.withWorker { _, port in
                let customers = CustomerSimulator(
                    webhook: "http://127.0.0.1:\(port)/webhooks/whatsapp_cloud", secret: "s3cret",
                    account: "1")
                for number in 0..<3 {
                    await customers.post(
                        "早晨", id: "e\(number)", from: CustomerSimulator.customer(number))
                    await customers.post(
                        "早晨", id: "e\(number)", from: CustomerSimulator.customer(number))
                    let seen = try await baton("events", "--since", "\(number)", "--json").json
                    let events = seen as? [[String: Any]] ?? []
                    #expect(events.map { $0["id"] as? String } == ["e\(number)"])
                }
                await customers.shutdown()
                let all = try await baton("events", "--json")
                let first = (all.json as? [[String: Any]])?.first
                #expect((all.json as? [Any])?.count == 3)
                #expect(first?["kind"] as? String == "message")
                #expect(first?["provider"] as? String == "whatsapp_cloud")
                #expect(first?["account"] as? String == "1")
                #expect((first?["content"] as? [String: String]) == ["type": "text", "text": "早晨"])
                #expect(
                    (first?["contact"] as? [String: String])
                        == ["phone": "+85291000000", "bsuid": "HK.771000000", "name": "陳大文"])
                #expect(try await baton("events", "--since", "3", "--json").output == "[]\n")
            }
        }
    }

    @Test("backup while the worker runs, restore into an empty folder, and nowhere else")
    func backup() async throws {
        try await ProgramRun.with { baton in
            try baton.configure()
            try await baton.withWorker { _, _ in
                let made = try await baton("backup", "copy.sqlite", "--json")
                let again = try await baton("backup", "copy.sqlite")
                #expect(made.code == 0)
                #expect((made.json as? [String: Any])?["isSound"] as? Bool == true)
                #expect(again.code == 1)
            }
            try baton.write("data: ./new\n", to: "new.yaml")
            let restored = try await baton("restore", "copy.sqlite", "--config", "new.yaml")
            let over = try await baton("restore", "copy.sqlite")

            #expect(restored.code == 0)
            #expect(restored.output.hasPrefix("Restored into \(baton.folder)/new"))
            #expect(over.code == 1)
            #expect(
                try await baton("doctor", "--config", "new.yaml").output.contains("record is sound")
            )
        }
    }

    @Test("ask and explain speak words for people and JSON for scripts")
    func askAndExplain() async throws {
        try await ProgramRun.with { baton in
            try baton.configure("debounce: {wait: 1ms, at_most: 5ms}")
            try baton.write(
                #"{"id":"fee","lang":"zh-Hant","question":"運費幾錢","answer":"滿$400免運費"}"#,
                to: "shop.jsonl")
            #expect(try await baton("kb", "import", "shop.jsonl", "--into", "shop").code == 0)

            let words = try await baton("ask", "運費幾錢")
            let json = try await baton("ask", "運費幾錢", "--json").json as? [String: Any]
            let person = try await baton("ask", "我要搵真人")
            let unknown = try await baton("explain", "nothing")

            #expect(words.code == 0)
            #expect(words.output.contains("no guarantee"))
            #expect(words.output.contains(", confidence "))
            #expect(
                person.output.hasPrefix(
                    "Hands over to a person, by a rule, whatever the score.\n"
                        + "Why: Asked for a person."))
            #expect(words.output.contains("運費幾錢"))
            #expect((json?["ranked"] as? [[String: Any]])?.first?["id"] as? String == "fee")
            #expect(unknown.code == 1)
            #expect(unknown.errors.contains("no decision is known of 'nothing'"))
        }
    }

    @Test("the only base there is answers where no inbox names one")
    func onlyBase() async throws {
        try await ProgramRun.with { baton in
            try baton.write("data: ./data\n", to: "baton.yaml")
            try baton.write(
                #"{"id":"fee","lang":"zh-Hant","question":"運費幾錢","answer":"滿$400免運費"}"#,
                to: "shop.jsonl")
            #expect(try await baton("kb", "import", "shop.jsonl", "--into", "shop").code == 0)

            #expect(try await baton("ask", "運費幾錢").output.contains("滿$400免運費"))
        }
    }

    @Test("chat answers line by line as the bot would, with the reason under each")
    func chat() async throws {
        try await ProgramRun.with { baton in
            try baton.write(
                #"{"id":"fee","lang":"zh-Hant","question":"運費幾錢","answer":"滿$400免運費"}"#,
                to: "kb.jsonl")

            let result = try await baton(
                "chat", "--knowledge", "kb.jsonl", input: "運費幾錢\n\n我要搵真人\n")

            let lines = result.output.split(separator: "\n")
            #expect(result.code == 0)
            #expect(lines.count == 4)
            #expect(lines.first == "bot  │ 滿$400免運費")
            #expect(lines.dropFirst().first?.hasPrefix("     · Answers alone") == true)
            #expect(lines.dropFirst().first?.hasSuffix("; best: fee") == true)
            #expect(lines.dropFirst(2).first == "     │ (a person would answer)")
            #expect(lines.last?.hasPrefix("     · Hands over to a person") == true)
        }
    }

    @Test("ask --batch prints one line a query, in order, with the keys that scripts read")
    func batch() async throws {
        try await ProgramRun.with { baton in
            try baton.write(
                """
                {"id":"fee","tenant":"a","lang":"zh-Hant","question":"運費幾錢","answer":"$30"}
                {"id":"fee-b","tenant":"b","lang":"en","question":"delivery fee","answer":"$40"}
                """, to: "kb.jsonl")
            try baton.write(
                """
                {"id":"q1","text":"運費幾錢呀","tenant":"a","relevant":["wrong"]}
                {"id":"q2","text":"what is the delivery fee","tenant":"b"}
                {"id":"q3","text":"我要搵真人","tenant":"a"}
                """, to: "queries.jsonl")

            let result = try await baton(
                "ask", "--knowledge", "kb.jsonl", "--batch", "queries.jsonl")

            #expect(result.code == 0)
            let lines = try result.output.split(separator: "\n").map {
                try #require(
                    try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
            }
            #expect(lines.map { $0["id"] as? String } == ["q1", "q2", "q3"])
            for line in lines {
                #expect(
                    Set(line.keys).isSuperset(of: [
                        "id", "outcome", "confidence", "ranked", "reasons", "language", "micros",
                    ]))
                let outcomes = ["answer", "clarify", "draft", "handover"]
                #expect(outcomes.contains(line["outcome"] as? String ?? ""))
                #expect((0...1).contains(line["confidence"] as? Double ?? -1))
            }
            let ranked = lines.map {
                ($0["ranked"] as? [[String: Any]])?.compactMap { $0["id"] as? String }
            }
            #expect(ranked[0] == ["fee"])
            #expect(ranked[1] == ["fee-b"])
            #expect(lines[2]["outcome"] as? String == "handover")
            #expect(lines[0]["language"] as? String == "yue")
        }
    }
}
