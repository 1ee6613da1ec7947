package import BatonCore

/// A clock that runs faster than the world's, so that rates and waits need no patience.
package struct FastClock: WallClock {
    /// How many times as fast.
    package let speed: Int
    private let start: Timestamp
    private let origin: ContinuousClock.Instant

    /// Makes a clock that begins now.
    package init(speed: Int) {
        self.speed = max(1, speed)
        start = SystemWallClock().now()
        origin = ContinuousClock.now
    }

    /// The present moment by this clock.
    package func now() -> Timestamp {
        let parts = ((ContinuousClock.now - origin) * speed).components
        return start.adding(
            milliseconds: parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000)
    }

    /// What sleeps by this clock.
    package var sleeper: any Clock<Duration> { FastSleeper(speed: speed, origin: origin) }
}

/// Sleeps for a fraction of what it is asked.
private struct FastSleeper: Clock {
    let speed: Int
    let origin: ContinuousClock.Instant

    var now: ContinuousClock.Instant {
        origin.advanced(by: (ContinuousClock.now - origin) * speed)
    }
    var minimumResolution: Duration { .nanoseconds(1) }

    func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
        try await ContinuousClock().sleep(
            for: max(.zero, (deadline - now) / speed), tolerance: tolerance)
    }
}
