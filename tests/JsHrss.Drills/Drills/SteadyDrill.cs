using JsHrss.Drills.Load;

namespace JsHrss.Drills.Drills;

/// <summary>RG-13: a steady mix at a part of what the machine can do. Passwords are hashed at full cost; the goal holds for what needs no hash.</summary>
internal static class SteadyDrill
{
    private const double P95 = 100;
    private const double P99 = 250;

    public static Task<int> RunAsync(Options options, CancellationToken ct)
    {
        var seconds = options.Number("seconds", 180);
        return Stage.RunAsync(
            options,
            async (_, tally, stop) =>
            {
                await Task.Delay(TimeSpan.FromSeconds(20), stop); // the compiler is done with most of it
                var from = tally.Now;
                await Task.Delay(TimeSpan.FromSeconds(seconds), stop);
                var seen = tally.Entries.Where(entry => entry.At >= from && entry.End <= tally.Now).ToArray();
                var light = seen.Where(entry => entry.What != "sign-in").ToArray();
                var hashed = seen.Where(entry => entry.What == "sign-in").ToArray();
                var (p50, p95, p99) = (Tally.Percentile(light, 0.5), Tally.Percentile(light, 0.95), Tally.Percentile(light, 0.99));
                var failed = seen.Count(entry => entry.IsTrouble);
                if (p95 > P95 || p99 > P99 || failed * 10_000L > seen.Length)
                    tally.Violated($"p95 {p95:0.0} ms, p99 {p99:0.0} ms, {failed} of {seen.Length} failed; the goal is 100 ms, 250 ms and less than 0.01 %");
                return $"rg-13: {options.Visitors} visitors with a pause of {options.Pause.TotalMilliseconds:0} ms for {seconds} s, {seen.Length / (double)seconds:0} requests/s: p50 {p50:0.0}, p95 {p95:0.0}, p99 {p99:0.0} ms without a hash; {hashed.Length} sign-ins p50 {Tally.Percentile(hashed, 0.5):0}, p95 {Tally.Percentile(hashed, 0.95):0} ms; {failed} failed; load average at the end {(await File.ReadAllTextAsync("/proc/loadavg", stop)).Split(' ')[0]}";
            },
            static (_, _) => { },
            ct,
            before: null,
            "--Passwords:Iterations=210000");
    }
}
