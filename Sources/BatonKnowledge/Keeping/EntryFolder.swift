package import BatonCore

/// A knowledge base as a folder of Markdown files, one an entry, that people can keep in git.
package enum EntryFolder {
    /// One file.
    package struct File: Sendable, Hashable {
        /// Its name.
        package var name: String
        /// What is in it.
        package var text: String
    }

    /// The files of a base, by name; the same entries always give the same files.
    package static func files(of entries: [Entry]) -> [File] {
        var taken: Set<String> = []
        return entries.sorted { $0.id < $1.id }.map { entry in
            let stem = stem(of: entry.id)
            var name = stem + ".md"
            var number = 2
            // Names that differ in case alone are one file on some machines.
            while !taken.insert(name.lowercased()).inserted {
                name = "\(stem)-\(number).md"
                number += 1
            }
            return File(name: name, text: EntryDocument.text(for: entry))
        }
    }

    /// The longest name before the ending, in bytes: file systems take 255.
    private static let stemBytes = 120

    /// An id with what file names cannot hold replaced.
    private static func stem(of id: EntryID) -> String {
        var stem = ""
        for scalar in id.rawValue.unicodeScalars {
            let isKept =
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "-_".unicodeScalars.contains(scalar)
            let next = isKept ? String(scalar) : "_"
            guard stem.utf8.count + next.utf8.count <= stemBytes else { break }
            stem += next
        }
        return stem.isEmpty ? "entry" : stem
    }
}
