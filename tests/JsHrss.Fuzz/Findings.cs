using System.Collections.Concurrent;
using System.Text;

namespace JsHrss.Fuzz;

/// <summary>What went wrong, and how often what was answered.</summary>
internal sealed class Findings
{
    private const int Kept = 40;

    private readonly ConcurrentDictionary<int, long> _statuses = new();
    private readonly ConcurrentQueue<string> _faults = new();
    private long _faulty;
    private long _tried;

    public long Tried => Interlocked.Read(ref _tried);

    public long Faulty => Interlocked.Read(ref _faulty);

    public void Answered(Seed seed, byte[] request, int status, string answer)
    {
        Interlocked.Increment(ref _tried);
        _statuses.AddOrUpdate(status, 1, static (_, n) => n + 1);
        if (status >= 500 && status != 503)
            Fault($"status {status}", seed, request);
        else if (answer.Contains("   at JsHrss.", StringComparison.Ordinal) || answer.Contains("   at Microsoft.", StringComparison.Ordinal) || answer.Contains("   at System.", StringComparison.Ordinal))
            Fault("a stack trace in the answer", seed, request);
    }

    public void Fault(string what, Seed seed, byte[] request)
    {
        Interlocked.Increment(ref _faulty);
        if (_faults.Count < Kept)
            _faults.Enqueue($"{what}: {seed}\n{Encoding.UTF8.GetString(request, 0, Math.Min(request.Length, 1500))}\n");
    }

    public void Write(TextWriter to)
    {
        foreach (var fault in _faults)
            to.WriteLine(fault);
        to.WriteLine("status        answers");
        foreach (var (status, n) in _statuses.OrderBy(each => each.Key))
            to.WriteLine($"{(status == 0 ? "closed" : status.ToString()),-8} {n,12:N0}");
    }
}
