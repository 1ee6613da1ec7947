package import CoreMetrics
import Synchronization

/// Keeps the worker's metrics in memory and prints them as Prometheus text.
///
/// Source: Prometheus text exposition format 0.0.4.
package final class PrometheusExporter: MetricsFactory {
    private struct Key: Hashable {
        var label: String
        var dimensions: String
    }

    private struct State {
        var counters: [Key: CounterCell] = [:]
        var gauges: [Key: GaugeCell] = [:]
        var timers: [Key: TimerCell] = [:]
    }

    private let state = Mutex(State())

    /// Makes an exporter with nothing in it.
    package init() {}

    /// Everything as Prometheus text, sorted so that two readings compare line by line.
    package func text() -> String {
        let (counters, gauges, timers) = state.withLock { ($0.counters, $0.gauges, $0.timers) }
        var families: [String: (type: String, lines: [String])] = [:]
        func add(_ label: String, _ type: String, _ lines: [String]) {
            families[label, default: (type, [])].lines += lines
        }
        for (key, cell) in counters {
            add(key.label, "counter", ["\(key.label)\(key.dimensions) \(cell.value)"])
        }
        for (key, cell) in gauges {
            add(key.label, "gauge", ["\(key.label)\(key.dimensions) \(cell.value)"])
        }
        for (key, cell) in timers {
            add(key.label, "histogram", cell.lines(label: key.label, dimensions: key.dimensions))
        }
        return families.sorted { $0.key < $1.key }.map { label, family in
            "# TYPE \(label) \(family.type)\n"
                + (family.type == "histogram" ? family.lines : family.lines.sorted())
                .joined(separator: "\n") + "\n"
        }.joined()
    }

    /// The counter of that name and those dimensions.
    package func makeCounter(label: String, dimensions: [(String, String)])
        -> any CounterHandler
    {
        cell(label, dimensions, in: \.counters) { CounterCell() }
    }

    /// The gauge of that name and those dimensions; aggregation is not offered.
    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool)
        -> any RecorderHandler
    {
        cell(label, dimensions, in: \.gauges) { GaugeCell() }
    }

    /// The gauge of that name and those dimensions.
    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, dimensions, in: \.gauges) { GaugeCell() }
    }

    /// The histogram of that name and those dimensions, in seconds.
    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, dimensions, in: \.timers) { TimerCell() }
    }

    /// Cells live as long as the exporter.
    package func destroyCounter(_ handler: any CounterHandler) {}
    /// Cells live as long as the exporter.
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    /// Cells live as long as the exporter.
    package func destroyMeter(_ handler: any MeterHandler) {}
    /// Cells live as long as the exporter.
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func cell<Cell: Sendable>(
        _ label: String, _ dimensions: [(String, String)],
        in table: any (WritableKeyPath<State, [Key: Cell]> & Sendable), make: () -> Cell
    ) -> Cell {
        let pairs = dimensions.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }.joined(separator: ",")
        let key = Key(label: label, dimensions: pairs.isEmpty ? "" : "{\(pairs)}")
        return state.withLock { state in
            if let cell = state[keyPath: table][key] { return cell }
            let cell = make()
            state[keyPath: table][key] = cell
            return cell
        }
    }

    private static func escaped(_ value: String) -> String {
        var text = ""
        for character in value {
            switch character {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.append(character)
            }
        }
        return text
    }
}

private final class CounterCell: CounterHandler {
    private let count = Atomic<Int64>(0)

    var value: Int64 { count.load(ordering: .relaxed) }

    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }

    func reset() { count.store(0, ordering: .relaxed) }
}

private final class GaugeCell: RecorderHandler, MeterHandler {
    private let number = Mutex(0.0)

    var value: Double { number.withLock { $0 } }

    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }
    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { number.withLock { $0 = value } }
    func increment(by amount: Double) { number.withLock { $0 += amount } }
    func decrement(by amount: Double) { number.withLock { $0 -= amount } }
}

private final class TimerCell: TimerHandler {
    /// Upper bounds in seconds: from a store commit to a provider's slowest answer.
    static let bounds = [
        0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15,
    ]

    private struct Histogram {
        var counts = [Int64](repeating: 0, count: TimerCell.bounds.count)
        var count: Int64 = 0
        var sum = 0.0
    }

    private let histogram = Mutex(Histogram())

    func recordNanoseconds(_ duration: Int64) {
        let seconds = Double(duration) / 1e9
        histogram.withLock { histogram in
            histogram.count += 1
            histogram.sum += seconds
            for (index, bound) in Self.bounds.enumerated() where seconds <= bound {
                histogram.counts[index] += 1
            }
        }
    }

    func lines(label: String, dimensions: String) -> [String] {
        let histogram = histogram.withLock { $0 }
        let inner = dimensions.isEmpty ? "" : dimensions.dropFirst().dropLast() + ","
        var lines = zip(Self.bounds, histogram.counts).map {
            "\(label)_bucket{\(inner)le=\"\($0)\"} \($1)"
        }
        lines.append("\(label)_bucket{\(inner)le=\"+Inf\"} \(histogram.count)")
        lines.append("\(label)_sum\(dimensions) \(histogram.sum)")
        lines.append("\(label)_count\(dimensions) \(histogram.count)")
        return lines
    }
}
