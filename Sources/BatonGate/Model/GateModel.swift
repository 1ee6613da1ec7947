package import BatonCore

/// Weights of a logistic model fitted to one business's own labels.
///
/// Numbers and names of entries only: none of the words that they were fitted to can be read from
/// them.
package struct GateModel: Sendable, Codable, Hashable {
    /// One named number with its weight.
    package struct Feature: Sendable, Codable, Hashable {
        /// Its name, as ``GateFeatures`` gives it.
        package var name: String
        /// Its mean over the labels, taken where a message has no such number.
        package var mean: Double
        /// Its standard deviation over the labels; above 0.
        package var deviation: Double
        /// The weight of the standardised number.
        package var weight: Double
    }

    /// The features, in the order of their names.
    package var features: [Feature]
    /// What single entries add, in their order; `nil` in an older program's gates.
    package var entries: [EntryWeight]?
    /// The weight of nothing.
    package var intercept: Double
    /// The penalty on the sum of the squared weights.
    package var ridge: Double
    /// How many labels it was fitted to.
    package var labels: Int
    /// Of these, how many were right.
    package var right: Int

    /// How sure it is, 0…1; features and entries that it does not know are passed over.
    /// - Parameter candidates: the candidates that the numbers are of, best first.
    package func confidence(_ values: [String: Double], candidates: [EntryID] = []) -> Double {
        guard !values.isEmpty else { return 0 }
        var sum = features.reduce(intercept) { sum, feature in
            let value = values[feature.name] ?? feature.mean
            return sum + feature.weight * (value - feature.mean) / feature.deviation
        }
        if let entries {
            for key in EntryWeight.Key.all(of: candidates) { sum += entries.weight(of: key) }
        }
        return Confidence.logistic(sum)
    }
}
