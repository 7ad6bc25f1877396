namespace JsHrss.Benchmarks.Measuring;

/// <summary>CPU time that a server spends, its database's processes with it.</summary>
/// <param name="Total">User and system time of all of them.</param>
/// <param name="System">The part that the server itself spends in the kernel: sockets, files, syncs to disk.</param>
/// <param name="Database">The part of a database server's processes; nothing where the database is inside the server.</param>
internal readonly record struct CpuTime(TimeSpan Total, TimeSpan System, TimeSpan Database)
{
    public static CpuTime operator -(CpuTime later, CpuTime earlier) => new(later.Total - earlier.Total, later.System - earlier.System, later.Database - earlier.Database);

    /// <summary>What one of so many requests cost.</summary>
    public Cost Per(int requests) => new(Total.TotalMilliseconds / requests, System.TotalMilliseconds / requests, Database.TotalMilliseconds / requests);
}

/// <summary>CPU-ms of one request.</summary>
/// <param name="Total">User and system time, the database's with it.</param>
/// <param name="System">The part that the server itself spends in the kernel.</param>
/// <param name="Database">The part of a database server's processes.</param>
internal readonly record struct Cost(double Total, double System, double Database);
