import BatonCore
import BatonDesk
import BatonDocuments
import BatonKnowledge
import Foundation

/// Takes sources of documents, and saves what changed.
struct DocumentsRun {
    let knowledge: String
    let global: GlobalOptions
    /// Whether websites on this machine or a private network may be asked.
    let allowsPrivate: Bool

    /// Takes each source; what cannot be read is told, the rest saved.
    func run(_ sources: [KnowledgeSource], into report: inout DocumentsReport) async throws {
        var names: [String: String] = [:]
        for source in sources {
            // The record is not held open while a site is read, which may take long.
            let (kept, known) = try await held()
            var take = DocumentImport(
                knowledge: knowledge, source: source, known: known,
                now: SystemWallClock().now())
            if let limits = source.site {
                let before = kept.first { $0.location == source.location }
                await read(source.location, limits, before, &take)
            } else {
                await read(source.location, &take, &names)
            }
            let outcome = take.finished()
            report.take(outcome)
            guard !outcome.changes.isEmpty else { continue }
            report.count(
                try await RecordAccess.use(try global.load()) { record in
                    var all: [EntrySave] = []
                    for change in outcome.changes {
                        all += try RecordAccess.saved(
                            try await record.knowledge(.changeDocuments(change))
                        ).saves
                    }
                    return all
                })
        }
    }

    /// The sources of the knowledge base, and their documents.
    func held() async throws -> (sources: [KnowledgeSource], documents: [SourceDocument]) {
        let reply = try await RecordAccess.use(try global.load()) {
            try await $0.knowledge(.sources(in: knowledge))
        }
        guard case .sources(let sources, let documents) = reply else { return ([], []) }
        return (sources, documents)
    }

    /// The environment's `PATH`.
    static var path: String { ProcessInfo.processInfo.environment["PATH"] ?? "" }

    private func read(
        _ location: String, _ take: inout DocumentImport, _ names: inout [String: String]
    ) async {
        let files = DocumentFile.list(location)
        guard FileManager.default.fileExists(atPath: location) else {
            take.find([
                DocumentFinding(
                    location, .whole,
                    BilingualText(
                        "it is no longer there; its passages stay until 'baton kb sources "
                            + "\(knowledge) --forget \(location)'",
                        "已不存在；其段落會保留，直至執行 'baton kb sources \(knowledge) "
                            + "--forget \(location)'"))
            ])
            return
        }
        let reader = DocumentReader(path: Self.path)
        for file in files {
            if let other = names.updateValue(file.path, forKey: file.name), other != file.path {
                take.find([
                    DocumentFinding(
                        file.path, .whole,
                        BilingualText(
                            "\(other) has the same name; import the folder that holds both",
                            "與 \(other) 同名；請匯入包含兩者的資料夾"))
                ])
                continue
            }
            guard let format = DocumentFormat(fileName: file.path),
                let bytes = bytes(of: file, &take)
            else { continue }
            let content = await reader.read(bytes, format: format)
            let stem = ((file.path as NSString).lastPathComponent as NSString)
                .deletingPathExtension
            take.take(content, name: file.name, title: stem)
        }
        let present = Set(files.map(\.name))
        for name in take.held.keys.sorted() where !present.contains(name) { take.drop(name) }
    }

    private func bytes(of file: DocumentFile, _ take: inout DocumentImport) -> [UInt8]? {
        let size = try? FileManager.default.attributesOfItem(atPath: file.path)[.size] as? Int
        if let size, size > DocumentLimits.fileBytes {
            take.find([
                DocumentFinding(
                    file.name, .whole,
                    BilingualText(
                        "the file is larger than \(DocumentLimits.fileBytes >> 20) MiB; split it",
                        "檔案超過 \(DocumentLimits.fileBytes >> 20) MiB；請分拆"))
            ])
            return nil
        }
        guard let data = FileManager.default.contents(atPath: file.path) else {
            take.find([
                DocumentFinding(
                    file.name, .whole,
                    BilingualText("it cannot be read; check its permissions", "不能讀取；請檢查權限"))
            ])
            return nil
        }
        return Array(data)
    }

    private func read(
        _ location: String, _ limits: SiteLimits, _ before: KnowledgeSource?,
        _ take: inout DocumentImport
    ) async {
        guard let start = WebAddress(location) else { return }
        let fetcher = HTTPPageFetcher(allowsPrivate: allowsPrivate)
        let began = ContinuousClock.now
        let crawl = SiteCrawl(
            fetcher: fetcher, reader: DocumentReader(path: Self.path), limits: limits,
            elapsed: { ContinuousClock.now - began },
            pause: { try? await Task.sleep(for: $0) })
        take.take(await crawl.run(start: start, known: take.held(since: before)))
        await fetcher.close()
    }
}
