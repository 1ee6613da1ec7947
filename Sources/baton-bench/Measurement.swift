import Foundation
import Glibc

/// Durations and their distribution.
struct Measurement: Encodable {
    var name: String
    var count: Int
    var p50Milliseconds: Double
    var p99Milliseconds: Double
    var maxMilliseconds: Double

    init(_ name: String, nanoseconds: [Int64]) {
        let sorted = nanoseconds.sorted()
        func at(_ share: Double) -> Double {
            guard !sorted.isEmpty else { return 0 }
            let index = min(sorted.count - 1, Int(Double(sorted.count) * share))
            return (Double(sorted[index]) / 10_000).rounded() / 100
        }
        self.name = name
        count = sorted.count
        p50Milliseconds = at(0.5)
        p99Milliseconds = at(0.99)
        maxMilliseconds = at(1)
    }

    /// The line for people.
    var line: String {
        "\(name): p50 \(p50Milliseconds) ms, p99 \(p99Milliseconds) ms, max \(maxMilliseconds) ms "
            + "(\(count))"
    }
}

/// What the figures were taken on.
struct Machine: Encodable {
    var cores: Int
    var kernel: String
    var residentMiB: Double

    /// This machine, and what this process holds of its memory now.
    static func now() -> Machine {
        var name = utsname()
        uname(&name)
        let release = withUnsafeBytes(of: &name.release) { buffer in
            String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
        }
        let statm = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = statm.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return Machine(
            cores: ProcessInfo.processInfo.processorCount, kernel: release,
            residentMiB: (pages * 4096 / 1_048_576 * 10).rounded() / 10)
    }

    /// The line for people.
    var line: String { "\(cores) cores, Linux \(kernel), \(residentMiB) MiB resident" }
}

/// How long this disk takes to sync 8 KiB, for comparison.
enum DiskSync {
    static func measure(folder: String, times: Int = 200) -> Measurement {
        let path = folder + "/sync-test"
        let file = open(path, O_RDWR | O_CREAT, 0o600)
        defer {
            close(file)
            unlink(path)
        }
        let block = [UInt8](repeating: 7, count: 8192)
        let taken = (0..<times).map { _ in
            let start = ContinuousClock.now
            _ = write(file, block, block.count)
            fdatasync(file)
            return (ContinuousClock.now - start).nanoseconds
        }
        return Measurement("the disk's own sync of 8 KiB", nanoseconds: taken)
    }
}

extension Duration {
    /// Whole nanoseconds.
    var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
