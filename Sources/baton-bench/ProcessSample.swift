import Foundation
import Glibc

/// What a process has used, as the kernel counts it.
struct ProcessSample {
    /// Ticks of the processor, of which there are `sysconf(_SC_CLK_TCK)` a second.
    var ticks: Int
    var residentMiB: Double
    var moment: ContinuousClock.Instant

    /// Reads /proc; `nil` where there is no such process.
    static func of(_ process: pid_t) -> ProcessSample? {
        guard
            let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
            let end = stat.lastIndex(of: ")"),
            let statm = try? String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8)
        else { return nil }
        // Fields 14 and 15 of proc_pid_stat(5); the first after the name is field 3.
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        guard fields.count > 12, let user = Int(fields[11]), let system = Int(fields[12]) else {
            return nil
        }
        let pages = statm.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return ProcessSample(
            ticks: user + system,
            residentMiB: (pages * Double(sysconf(Int32(_SC_PAGESIZE))) / 104_857.6).rounded() / 10,
            moment: .now)
    }

    /// The share of one core used since an earlier sample, in per cent.
    func cpuPercent(since earlier: ProcessSample) -> Double {
        let seconds = Double((moment - earlier.moment).nanoseconds) / 1e9
        let used = Double(ticks - earlier.ticks) / Double(sysconf(Int32(_SC_CLK_TCK)))
        return (used / seconds * 10_000).rounded() / 100
    }
}
