import BatonCore

/// Weights of a logistic model fitted to one business's own labels.
///
/// Numbers only: none of the words that they were fitted to can be read from them.
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
    /// The weight of nothing.
    package var intercept: Double
    /// The penalty on the sum of the squared weights.
    package var ridge: Double
    /// How many labels it was fitted to.
    package var labels: Int
    /// Of these, how many were right.
    package var right: Int

    /// How sure it is, 0…1; features that it does not know are passed over.
    package func confidence(_ values: [String: Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        let sum = features.reduce(intercept) { sum, feature in
            let value = values[feature.name] ?? feature.mean
            return sum + feature.weight * (value - feature.mean) / feature.deviation
        }
        return Confidence.logistic(sum)
    }
}
