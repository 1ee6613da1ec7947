/// Where vectors come from: those of one never compare with those of the other.
package enum VectorSource: String, CaseIterable, Sendable {
    /// The encoder in this process.
    case encoder
    /// A server, from which they are handed in.
    case server
}

/// Where vectors come from: vectors of different models never compare.
package struct VectorSpace: Sendable, Hashable {
    /// The model's name.
    package var model: String
    /// How many numbers a vector holds.
    package var dimensions: Int

    /// Makes a space.
    package init(model: String, dimensions: Int) {
        self.model = model
        self.dimensions = dimensions
    }
}

/// A message's vectors, by where they come from.
package struct MessageVectors: Sendable, Hashable {
    /// The encoder's; where it is `nil`, a search makes it.
    package var encoder: [Float]?
    /// The server's; where it is `nil`, the server does not count.
    package var server: [Float]?

    /// Makes it.
    package init(encoder: [Float]? = nil, server: [Float]? = nil) {
        self.encoder = encoder
        self.server = server
    }

    /// The vector of a source.
    package subscript(_ source: VectorSource) -> [Float]? {
        get {
            switch source {
            case .encoder: encoder
            case .server: server
            }
        }
        set {
            switch source {
            case .encoder: encoder = newValue
            case .server: server = newValue
            }
        }
    }

    /// The sources that gave a vector.
    package var sources: Set<VectorSource> {
        Set(VectorSource.allCases.filter { self[$0] != nil })
    }

    /// Those that there are, in the order of the sources.
    var known: [[Float]] { VectorSource.allCases.compactMap { self[$0] } }

    /// The vectors of some sources alone.
    package func only(_ sources: Set<VectorSource>) -> MessageVectors {
        var kept = self
        for source in VectorSource.allCases where !sources.contains(source) { kept[source] = nil }
        return kept
    }
}
