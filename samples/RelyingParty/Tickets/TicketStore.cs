using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using RelyingParty.OpenId;

namespace RelyingParty.Tickets;

/// <summary>The tickets of all browsers, in memory and bounded: the least recently used leave first.</summary>
internal sealed class TicketStore(TimeProvider time, int capacity = TicketStore.DefaultCapacity)
{
    public const int DefaultCapacity = 5_000;

    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    public static readonly TimeSpan Absolute = TimeSpan.FromHours(12);

    private readonly Lock gate = new();
    private readonly Dictionary<string, LinkedListNode<Entry>> byHandle = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> byUse = [];

    public Ticket Open(SignedIn signedIn, Ticket? continued = null)
    {
        var ticket = new Ticket(Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16)), signedIn) { Cases = continued?.Cases ?? new() };
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (continued is not null)
                Remove(continued.Handle);
            while (byHandle.Count >= capacity)
                Remove(byUse.Last!.Value.Ticket.Handle);
            byHandle[ticket.Handle] = byUse.AddFirst(new Entry(ticket, now) { Used = now });
        }
        return ticket;
    }

    /// <summary>The ticket, counted as used now; null when it is unknown, idle for too long or too old.</summary>
    public Ticket? Find(string handle)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (!byHandle.TryGetValue(handle, out var node))
                return null;
            var entry = node.Value;
            if (now - entry.Used > Idle || now - entry.Opened > Absolute)
            {
                Remove(handle);
                return null;
            }
            entry.Used = now;
            byUse.Remove(node);
            byUse.AddFirst(node);
            return entry.Ticket;
        }
    }

    public void Close(string handle)
    {
        lock (gate)
            Remove(handle);
    }

    private void Remove(string handle)
    {
        if (byHandle.Remove(handle, out var node))
            byUse.Remove(node);
    }

    private sealed class Entry(Ticket ticket, DateTimeOffset opened)
    {
        public Ticket Ticket { get; } = ticket;

        public DateTimeOffset Opened { get; } = opened;

        public DateTimeOffset Used { get; set; }
    }
}
