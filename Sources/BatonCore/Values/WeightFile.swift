/// Named numbers as a text: lines `name value`, and lines `# …` that say where they come from.
package struct WeightFile: Sendable, Hashable {
    /// What the numbers are, when they were fitted and on what, line by line.
    package var notes: [String]
    /// The numbers by name.
    package var values: [String: Double]

    /// Makes a file.
    package init(notes: [String] = [], values: [String: Double] = [:]) {
        self.notes = notes
        self.values = values
    }

    /// Reads a text; a line that is neither is passed over.
    package init(text: String) {
        self.init()
        for line in text.split(separator: "\n") {
            if line.hasPrefix("#") {
                notes.append(String(line.dropFirst().drop { $0 == " " }))
                continue
            }
            let parts = line.split(separator: " ")
            if parts.count == 2, let value = Double(parts[1]) { values[String(parts[0])] = value }
        }
    }

    /// The text, names in order, values to four digits.
    package var text: String {
        let lines = values.sorted { $0.key < $1.key }.map { name, value in
            "\(name) \((value * 10_000).rounded() / 10_000)"
        }
        return (notes.map { "# \($0)" } + lines).joined(separator: "\n") + "\n"
    }

    /// A number, 0 where the file has none of that name.
    package subscript(_ name: String) -> Double { values[name] ?? 0 }
}
