import BatonCore
import Foundation
import Glibc

extension MediaFolder {
    /// A file as it lies in the folder.
    struct Lying: Hashable {
        /// Its hash; of one that is being written, another name.
        var name: String
        var path: String
    }

    /// Files that were last written before a time.
    func files(before: Timestamp) -> [Lying] {
        let root = "\(dataFolder)/media"
        var found: [Lying] = []
        for name in Self.names(in: root) {
            if name.hasPrefix(".") {
                found.append(Lying(name: name, path: "\(root)/\(name)"))
                continue
            }
            found += Self.names(in: "\(root)/\(name)").map {
                Lying(name: $0, path: "\(root)/\(name)/\($0)")
            }
        }
        return found.filter { Self.isOld($0.path, before) }
    }

    /// Removes a file, unless it was written again meanwhile.
    func remove(_ file: Lying, ifStillBefore before: Timestamp) -> Bool {
        Self.isOld(file.path, before) && unlink(file.path) == 0
    }

    private static func isOld(_ path: String, _ before: Timestamp) -> Bool {
        var facts = stat()
        guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return false }
        return Int64(facts.st_mtim.tv_sec) < before.seconds
    }

    private static func names(in folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
}
