using System.Collections.Concurrent;
using UpstreamSandbox.Web;

namespace UpstreamSandbox.Phone;

/// <summary>The phones on the table: <c>/phone/1</c> to <c>/phone/9</c>.</summary>
internal sealed class Phones(DataFolder folder) : IDisposable
{
    public const int Most = 9;

    private readonly ConcurrentDictionary<int, Lazy<SimulatedPhone>> _phones = new();

    /// <summary>Those that are shown without asking: three, and every further one that somebody signed in to.</summary>
    public IReadOnlyList<SimulatedPhone> OnTheTable =>
        [.. Enumerable.Range(1, Most).Where(number => number <= 3 || File.Exists(folder.PathOf($"phones/{number}.json"))).Select(number => this[number]!)];

    /// <summary>Null when there is no such phone.</summary>
    public SimulatedPhone? this[int number] =>
        number is >= 1 and <= Most ? _phones.GetOrAdd(number, n => new Lazy<SimulatedPhone>(() => new SimulatedPhone(n, folder))).Value : null;

    public void Dispose()
    {
        foreach (var phone in _phones.Values.Where(phone => phone.IsValueCreated))
            phone.Value.Dispose();
    }
}
