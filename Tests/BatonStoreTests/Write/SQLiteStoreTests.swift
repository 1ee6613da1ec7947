import BatonCore
import Foundation
import GRDB
import Testing

@testable import BatonStore

@Suite("SQLiteStore", .timeLimit(.minutes(10)))
struct SQLiteStoreTests {
    private let ids = IdentifierSource(clock: FixedClock())

    private func withFolder(_ body: (String) async throws -> Void) async throws {
        let folder = StoreFixture.newFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await body(folder)
    }

    @Test("a commit waits for the disk: synchronous reads back FULL")
    func durability() async throws {
        try await withFolder { folder in
            let store = try SQLiteStore.open(folder: folder, ids: ids)

            #expect(try await store.synchronousLevel() == 2)
            await store.close()
        }
    }

    @Test("without the line that sets FULL, GRDB leaves the writer at NORMAL")
    func durabilityControl() async throws {
        try await withFolder { folder in
            var options = SQLiteStore.Options()
            options.isDurable = false
            let store = try SQLiteStore.open(folder: folder, ids: ids, options: options)

            #expect(try await store.synchronousLevel() == 1)
            await store.close()
        }
    }

    @Test("folder and file are the owner's alone")
    func permissions() async throws {
        try await withFolder { folder in
            let store = try SQLiteStore.open(folder: folder, ids: ids)
            func mode(_ path: String) throws -> Int? {
                try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            }

            #expect(try mode(folder) == 0o700)
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
                #expect(try mode(folder + "/" + name) == 0o600, "\(name)")
            }
            await store.close()
        }
    }

    @Test("one process has it at a time; a second hears which")
    func lock() async throws {
        try await withFolder { folder in
            let store = try SQLiteStore.open(folder: folder, ids: ids)

            let error = #expect(throws: StoreError.self) {
                _ = try SQLiteStore.open(folder: folder, ids: ids)
            }

            #expect(error?.code == .locked)
            #expect(error?.description.contains("process \(getpid()) has the store") == true)
            await store.close()
            let reopened = try SQLiteStore.open(folder: folder, ids: ids)
            await reopened.close()
        }
    }

    @Test("a newer schema is refused and left as it is")
    func newerSchema() async throws {
        try await withFolder { folder in
            await (try SQLiteStore.open(folder: folder, ids: ids)).close()
            let path = folder + "/" + SQLiteStore.fileName
            let newer = try DatabaseQueue(path: path)
            try await newer.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA user_version = 99")
            }
            try newer.close()

            let error = #expect(throws: StoreError.self) {
                _ = try SQLiteStore.open(folder: folder, ids: ids)
            }

            #expect(error?.code == .newerSchema)
            #expect(error?.description.contains("schema 99") == true)
            let after = try DatabaseQueue(path: path)
            let version = try await after.read { try Int.fetchOne($0, sql: "PRAGMA user_version") }
            #expect(version == 99)
        }
    }

    @Test("a file in the folder's place, or one that is no database, is said to be so")
    func unusable() async throws {
        try await withFolder { folder in
            try Data("x".utf8).write(to: URL(filePath: folder))
            let file = #expect(throws: StoreError.self) {
                _ = try SQLiteStore.open(folder: folder, ids: ids)
            }
            #expect(file?.code == .storage)

            try FileManager.default.removeItem(atPath: folder)
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            try Data(repeating: 0x41, count: 8192).write(
                to: URL(filePath: folder + "/" + SQLiteStore.fileName))
            let garbage = #expect(throws: StoreError.self) {
                _ = try SQLiteStore.open(folder: folder, ids: ids)
            }
            #expect(garbage?.code == .storage)
        }
    }

    @Test(
        "the file system is that of the longest mount point above the folder",
        arguments: [
            ("/srv/baton", "nfs4"), ("/srv/bat", "ext4"), ("/srv/baton/data", "nfs4"),
            ("/my disk/baton", "cifs"), ("/home", "ext4"),
        ])
    func fileSystems(_ folder: String, _ kind: String) {
        let mounts = """
            /dev/vda1 / ext4 rw 0 0
            nas:/baton /srv/baton nfs4 rw 0 0
            //nas/disk /my\\040disk cifs rw 0 0
            """

        #expect(SQLiteStore.fileSystem(of: folder, mounts: mounts) == kind)
    }

    @Test("of a group, those that refuse fail alone and the others are committed")
    func isolation() async throws {
        try await withFolder { folder in
            let store = try SQLiteStore.open(folder: folder, ids: ids)

            let results = await withTaskGroup(of: (Int, StoreError.Code?).self) { group in
                for number in 0..<64 {
                    group.addTask {
                        do throws(StoreError) {
                            try await store.write { context in
                                try context.db.execute(
                                    sql: "INSERT INTO store_fact VALUES (?, 'x')",
                                    arguments: ["fact \(number)"])
                                if number.isMultiple(of: 8) {
                                    throw StoreError(.refused, "this one refuses")
                                }
                            }
                            return (number, nil)
                        } catch {
                            return (number, error.code)
                        }
                    }
                }
                return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
            }

            #expect(results.count == 8)
            #expect(results.values.allSatisfy { $0 == .refused })
            let kept = try await store.read { db in
                try Int.fetchOne(
                    db, sql: "SELECT count(*) FROM store_fact WHERE name LIKE 'fact %'")
            }
            #expect(kept == 56)
            await store.close()
        }
    }

    @Test("a write that failed tells no subscriber of a change")
    func failedWritePostsNothing() async throws {
        try await withFolder { folder in
            let store = try SQLiteStore.open(folder: folder, ids: ids)
            var changes = store.changes().makeAsyncIterator()

            try? await store.write { context in
                context.change.knowledge.insert("lost")
                throw StoreError(.refused, "this one refuses")
            }
            try await store.write { _ = $0.change.knowledge.insert("kept") }

            #expect(await changes.next() == StoreChange(knowledge: ["kept"]))
            await store.close()
        }
    }

    @Test("after a failure of the disk the store takes no more writes, and still reads")
    func diskFull() async throws {
        try await withFolder { folder in
            let store = try SQLiteStore.open(folder: folder, ids: ids)
            try await store.write { context in
                let pages = try Int.fetchOne(context.db, sql: "PRAGMA page_count") ?? 0
                try context.db.execute(sql: "PRAGMA max_page_count = \(pages + 4)")
            }

            var failure: StoreError?
            for _ in 0..<8 where failure == nil {
                do throws(StoreError) {
                    try await store.keepUnreadable(
                        ReceivedWebhook(
                            connection: "shop", body: Array(repeating: 65, count: 20_000),
                            receivedAt: StoreFixture.start))
                } catch {
                    failure = error
                }
            }
            try? await store.pool.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA max_page_count = 1000000")
            }
            let next = await #expect(throws: StoreError.self) {
                try await store.saveDraft(
                    ConversationID("none"), by: .mei, text: "x", now: StoreFixture.start)
            }

            #expect(failure?.code == .storage)
            #expect(next?.code == .storage)
            #expect(next?.description.contains("no more writes") == true)
            #expect(try await store.unappliedInbox(limit: 1).isEmpty)
            await store.close()
        }
    }

    @Test("each thing that happens is one row of the log, and the chain verifies")
    func chain() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            for number in 0..<30 {
                try await fixture.receiveText(
                    "退貨", id: "m\(number)", from: ContactAddress(bsuid: "HK.\(number % 7)"))
            }

            let verification = try await fixture.store.verify()

            #expect(verification.findings.isEmpty)
            #expect(verification.eventsChecked == 37)
            #expect(verification.messages == 30)
        }
    }

    @Test("a salt is kept beside each payload and no two rows share one")
    func salts() async throws {
        try await StoreFixture.with(StoreEngine.all[0]) { fixture in
            for number in 0..<10 { try await fixture.receiveText("早晨", id: "m\(number)") }
            let store = try #require(fixture.store as? SQLiteStore)

            let salts = try await store.read {
                try Data.fetchAll($0, sql: "SELECT salt FROM event_log")
            }

            #expect(salts.count == 11)
            #expect(Set(salts).count == 11)
            #expect(salts.allSatisfy { $0.count == 16 })
        }
    }
}
