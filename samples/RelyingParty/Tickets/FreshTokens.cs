namespace RelyingParty.Tickets;

/// <summary>Whether a ticket may still be used, and with what access token.</summary>
internal enum Freshness
{
    Fresh,

    /// <summary>The server could not be asked; the ticket stays, calls to APIs will fail for now.</summary>
    Unknown,

    /// <summary>The server ended the grant: signed out, mandate ended, membership gone.</summary>
    Ended,
}

/// <summary>Renews access tokens shortly before they end.</summary>
internal sealed class FreshTokens(TokenRenewal renewal, TimeProvider time)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(20);

    public async Task<Freshness> EnsureAsync(Ticket ticket, CancellationToken ct)
    {
        if (ticket.AccessTokenEnds - Margin > time.GetUtcNow())
            return Freshness.Fresh;
        await ticket.Gate.WaitAsync(ct);
        try
        {
            // Another tab may have gone over to another unit, or renewed it, while this one waited.
            if (ticket.IsReplaced)
                return Freshness.Ended;
            return ticket.AccessTokenEnds - Margin > time.GetUtcNow() ? Freshness.Fresh : await RenewAsync(ticket, ct);
        }
        finally
        {
            ticket.Gate.Release();
        }
    }

    private async Task<Freshness> RenewAsync(Ticket ticket, CancellationToken ct)
    {
        var held = ticket.Current;
        if (held.Tokens.RefreshToken is null)
            return ticket.AccessTokenEnds > time.GetUtcNow() ? Freshness.Fresh : Freshness.Ended;
        switch (await renewal.AskAsync(held, null, ct))
        {
            // Core §12.2: the same issuer, subject and audience; and for us the same session and party, since the page says so.
            case Renewal.Granted { Next: var next } when !ticket.IsContinuedBy(next):
                return Freshness.Ended;
            case Renewal.Granted { Next: var next }:
                ticket.Current = next with { UserInfo = next.UserInfo ?? held.UserInfo };
                return Freshness.Fresh;
            case Renewal.Refused { Error: "invalid_grant" }:
                return Freshness.Ended;
            case Renewal.Unusable { RefreshToken: { } rotated }:
                ticket.Current = held with { Tokens = held.Tokens with { RefreshToken = rotated } };
                return Freshness.Unknown;
            default:
                return Freshness.Unknown;
        }
    }
}
