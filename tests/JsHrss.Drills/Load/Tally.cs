using System.Collections.Concurrent;
using System.Diagnostics;
using JsHrss.Drills.Wire;

namespace JsHrss.Drills.Load;

/// <summary>Every request of a drill: what, when, how long, with what end; and what contradicts the promises.</summary>
internal sealed class Tally
{
    private const int Shown = 15;

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly ConcurrentQueue<Entry> _entries = [];
    private readonly ConcurrentQueue<string> _violations = [];

    public TimeSpan Now => _clock.Elapsed;

    public IReadOnlyCollection<Entry> Entries => _entries;

    public int Violations => _violations.Count;

    public void Note(string what, Reply reply) => _entries.Enqueue(new Entry(what, reply.Status, reply.Failure, reply.SaysWhen, reply.At, reply.Took));

    /// <summary>A promise was broken.</summary>
    public void Violated(string how)
    {
        _violations.Enqueue(how);
        Console.WriteLine($"  VIOLATION at {Now:mm\\:ss\\.f}: {how}");
    }

    /// <summary>Counts of what was not answered, or answered by an error of a server.</summary>
    public string Troubles(Func<Entry, bool>? which = null)
    {
        var troubles = _entries.Where(entry => entry.IsTrouble && (which is null || which(entry))).ToArray();
        return troubles.Length == 0 ? "none" : string.Join(", ", troubles.GroupBy(entry => entry.Status == 0 ? entry.Failure! : entry.Status.ToString()).OrderBy(group => group.Key).Select(group => $"{group.Count()} x {group.Key}"));
    }

    public void Print()
    {
        Console.WriteLine("| what | requests | trouble | p50 ms | p95 ms | p99 ms | max ms |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var group in _entries.GroupBy(entry => entry.What).OrderBy(group => group.Key, StringComparer.Ordinal))
            Console.WriteLine(Row(group.Key, [.. group]));
        Console.WriteLine(Row("all", [.. _entries]));
        foreach (var violation in _violations.Take(Shown))
            Console.WriteLine("violation: " + violation);
    }

    /// <summary>Milliseconds that so large a share did not exceed.</summary>
    public static double Percentile(IReadOnlyList<Entry> entries, double share)
    {
        var sorted = entries.Select(entry => entry.Took.TotalMilliseconds).Order().ToArray();
        return sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }

    private static string Row(string what, Entry[] entries) =>
        $"| {what} | {entries.Length} | {entries.Count(entry => entry.IsTrouble)} | {Percentile(entries, 0.5):0.0} | {Percentile(entries, 0.95):0.0} | {Percentile(entries, 0.99):0.0} | {entries.Max(entry => entry.Took.TotalMilliseconds):0} |";

    /// <summary>One request.</summary>
    public readonly record struct Entry(string What, int Status, string? Failure, bool SaysWhen, TimeSpan At, TimeSpan Took)
    {
        public bool IsTrouble => Status is 0 or >= 500;

        public TimeSpan End => At + Took;
    }
}
