namespace RelyingParty.Tickets;

/// <summary>What is left of a ticket that the identity provider ended: enough to tell the person, and no token.</summary>
/// <param name="Scheme">Of which client.</param>
/// <param name="Subject">Whose it was, so that nobody else at this browser is told.</param>
/// <param name="SessionId"><c>sid</c>.</param>
/// <param name="Of">For whom it acted, masked as in the pages.</param>
/// <param name="At">When the word came, UTC.</param>
internal sealed record TicketEnd(string Scheme, string Subject, string? SessionId, string Of, DateTimeOffset At);
