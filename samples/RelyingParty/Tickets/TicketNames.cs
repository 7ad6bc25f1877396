namespace RelyingParty.Tickets;

/// <summary>Finds tickets by what the identity provider calls them: its session, or its subject (Back-Channel Logout §2.7).</summary>
internal sealed class TicketNames
{
    private readonly Dictionary<(string Client, string Kind, string Name), HashSet<string>> handles = [];

    public void Add(Ticket ticket) => Each(ticket, name =>
    {
        if (!handles.TryGetValue(name, out var held))
            handles[name] = held = new HashSet<string>(StringComparer.Ordinal);
        held.Add(ticket.Handle);
    });

    public void Remove(Ticket ticket) => Each(ticket, name =>
    {
        if (handles.TryGetValue(name, out var held) && held.Remove(ticket.Handle) && held.Count == 0)
            handles.Remove(name);
    });

    public IReadOnlyList<string> OfSession(string client, string sessionId) => Of((client, "sid", sessionId));

    public IReadOnlyList<string> OfSubject(string client, string subject) => Of((client, "sub", subject));

    private List<string> Of((string, string, string) name) => handles.TryGetValue(name, out var held) ? [.. held] : [];

    private static void Each(Ticket ticket, Action<(string, string, string)> act)
    {
        // A refresh never changes them (Ticket.IsContinuedBy).
        var signedIn = ticket.Current;
        act((signedIn.ClientId, "sub", signedIn.Subject));
        if (signedIn.SessionId is { } session)
            act((signedIn.ClientId, "sid", session));
    }
}
