namespace JsHrss.Benchmarks.Measuring;

/// <summary>CPU time of a process.</summary>
/// <param name="Total">User and system time.</param>
/// <param name="System">The part spent in the kernel: sockets, files, syncs to disk.</param>
internal readonly record struct CpuTime(TimeSpan Total, TimeSpan System)
{
    public static CpuTime operator -(CpuTime later, CpuTime earlier) => new(later.Total - earlier.Total, later.System - earlier.System);

    /// <summary>What one of so many requests cost.</summary>
    public Cost Per(int requests) => new(Total.TotalMilliseconds / requests, System.TotalMilliseconds / requests);
}

/// <summary>CPU-ms of one request.</summary>
/// <param name="Total">User and system time.</param>
/// <param name="System">The part spent in the kernel.</param>
internal readonly record struct Cost(double Total, double System);
