using System.Collections.Concurrent;
using System.Security.Cryptography;
using UpstreamSandbox.Clock;

namespace UpstreamSandbox.Alipay;

/// <summary>Where a face check stands at the platform.</summary>
internal enum BillState
{
    /// <summary>Opened by the application; its holder has not come yet.</summary>
    Opened,

    /// <summary>The holder looks at it in the app.</summary>
    Looking,
    Passed,
    Failed,
    Expired,
}

/// <summary>One face check.</summary>
internal sealed class FaceBill(string certifyId, string name, string type, string number, DateTimeOffset openedAt)
{
    public string CertifyId => certifyId;

    public string Name => name;

    public string Type => type;

    public string Number => number;

    public DateTimeOffset OpenedAt => openedAt;

    public BillState State { get; set; }
}

/// <summary>All of them, in memory: the platform forgets at a restart, which is one more thing that happens.</summary>
internal sealed class FaceBills(SandboxClock clock)
{
    /// <summary>A bill nobody finished.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(30);

    private const int Kept = 500;

    private readonly ConcurrentDictionary<string, FaceBill> _bills = new(StringComparer.Ordinal);
    private readonly HashSet<string> _orders = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public IReadOnlyList<FaceBill> Recent => [.. _bills.Values.OrderByDescending(bill => bill.OpenedAt).Take(20).Select(bill => Aged(bill)!)];

    /// <summary>Null when the order number was used before.</summary>
    public FaceBill? Open(string order, string name, string type, string number)
    {
        lock (_gate)
        {
            if (!_orders.Add(order))
                return null;
            foreach (var old in _bills.Values.OrderBy(bill => bill.OpenedAt).Take(Math.Max(0, _bills.Count - Kept)).ToArray())
                _bills.TryRemove(old.CertifyId, out _);
            var bill = new FaceBill(RandomNumberGenerator.GetHexString(32, lowercase: true), name, type, number, clock.GetUtcNow());
            return _bills[bill.CertifyId] = bill;
        }
    }

    public FaceBill? Find(string? certifyId) => certifyId is not null && _bills.TryGetValue(certifyId, out var bill) ? Aged(bill) : null;

    /// <summary>Moves a bill on; what is over stays as it ended.</summary>
    public bool Move(string certifyId, BillState to)
    {
        lock (_gate)
        {
            if (Find(certifyId) is not { State: BillState.Opened or BillState.Looking } bill)
                return false;
            bill.State = to;
            return true;
        }
    }

    private FaceBill? Aged(FaceBill bill)
    {
        lock (_gate)
        {
            if (bill.State is BillState.Opened or BillState.Looking && clock.GetUtcNow() - bill.OpenedAt > Life)
                bill.State = BillState.Expired;
            return bill;
        }
    }
}
