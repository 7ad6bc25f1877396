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
    private readonly TicketNames names = new();

    public Ticket Open(SignedIn signedIn, Ticket? continued = null)
    {
        var ticket = new Ticket(Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16)), signedIn) { Cases = continued?.Cases ?? new() };
        if (continued is not null)
            ticket.Reviews = continued.Reviews;
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (continued is not null)
                Remove(continued.Handle);
            while (byHandle.Count >= capacity)
                Remove(byUse.Last!.Value.Handle);
            byHandle[ticket.Handle] = byUse.AddFirst(new Entry(ticket.Handle, now) { Ticket = ticket, Used = now });
            names.Add(ticket);
        }
        return ticket;
    }

    /// <summary>The ticket, counted as used now; null when it is unknown, ended, idle for too long or too old.</summary>
    public Ticket? Find(string handle)
    {
        lock (gate)
        {
            if (Live(handle) is not { Value: { Ticket: { } ticket } entry } node)
                return null;
            entry.Used = time.GetUtcNow();
            byUse.Remove(node);
            byUse.AddFirst(node);
            return ticket;
        }
    }

    /// <summary>How a ticket ended that the identity provider ended; null for every other, and after the time that the ticket itself would have lived.</summary>
    public TicketEnd? EndOf(string handle)
    {
        lock (gate)
            return Live(handle)?.Value.End;
    }

    /// <summary>Ends the tickets of one session, or without one all of a subject, on the identity provider's word (Back-Channel Logout §2.7).</summary>
    /// <param name="client">Whose tickets: <c>client_id</c>.</param>
    /// <param name="sessionId"><c>sid</c>; null: not said.</param>
    /// <param name="subject"><c>sub</c>; null: not said. With a session it must be that session's.</param>
    /// <returns>How many.</returns>
    public int End(string client, string? sessionId, string? subject)
    {
        var now = time.GetUtcNow();
        var ended = 0;
        lock (gate)
        {
            foreach (var handle in sessionId is not null ? names.OfSession(client, sessionId) : subject is not null ? names.OfSubject(client, subject) : [])
            {
                if (byHandle[handle].Value is not { Ticket: { Current: var current } ticket } entry || (subject is not null && current.Subject != subject))
                    continue;
                entry.End = new TicketEnd(current.Scheme, current.Subject, current.SessionId, ticket.Party.Masked, now);
                entry.Ticket = null;
                names.Remove(ticket);
                ended++;
            }
        }
        return ended;
    }

    /// <summary>Another ticket took the place of one that is closed. Whoever still comes with the handle before is led to it, until somebody came with its own: the answer that told it may never have arrived.</summary>
    public void Lead(string former, Ticket follower)
    {
        var now = time.GetUtcNow();
        lock (gate)
        {
            if (former == follower.Handle || !byHandle.TryGetValue(follower.Handle, out var there))
                return;
            Remove(former);
            byHandle[former] = byUse.AddLast(new Entry(former, now) { Used = now, Follower = follower.Handle });
            there.Value.Formers.Add(former);
        }
    }

    /// <summary>The handle of the ticket that a handle leads to; null: it leads nowhere.</summary>
    public string? FollowerOf(string handle)
    {
        lock (gate)
            return Live(handle)?.Value.Follower is { } follower && Live(follower) is not null ? follower : null;
    }

    /// <summary>A browser came with this handle: none before it leads here any longer.</summary>
    public void Arrived(string handle)
    {
        lock (gate)
        {
            if (!byHandle.TryGetValue(handle, out var node))
                return;
            node.Value.Formers.ForEach(Remove);
            node.Value.Formers.Clear();
        }
    }

    public void Close(string handle)
    {
        lock (gate)
            Remove(handle);
    }

    private LinkedListNode<Entry>? Live(string handle)
    {
        var now = time.GetUtcNow();
        if (!byHandle.TryGetValue(handle, out var node))
            return null;
        if (now - node.Value.Used <= Idle && now - node.Value.Opened <= Absolute)
            return node;
        Remove(handle);
        return null;
    }

    private void Remove(string handle)
    {
        if (!byHandle.Remove(handle, out var node))
            return;
        byUse.Remove(node);
        if (node.Value.Ticket is { } ticket)
            names.Remove(ticket);
    }

    private sealed class Entry(string handle, DateTimeOffset opened)
    {
        public string Handle { get; } = handle;

        public DateTimeOffset Opened { get; } = opened;

        public DateTimeOffset Used { get; set; }

        /// <summary>Null when it ended; then nothing of its tokens is kept.</summary>
        public Ticket? Ticket { get; set; }

        public TicketEnd? End { get; set; }

        /// <summary>Which ticket took this one's place; then it has none itself.</summary>
        public string? Follower { get; init; }

        /// <summary>Handles that lead here.</summary>
        public List<string> Formers { get; } = [];
    }
}
