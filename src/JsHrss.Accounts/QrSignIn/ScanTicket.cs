using System.Collections.Immutable;
using JsHrss.Accounts.AppKeys;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Representatives;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.QrSignIn;

/// <summary>Who holds the app: what its access token says, judged a moment ago.</summary>
/// <param name="Person">Who.</param>
/// <param name="Thumbprint">The key the token is bound to.</param>
/// <param name="Origin">From where.</param>
public sealed record AppHolder(PersonId Person, string Thumbprint, RequestOrigin Origin);

/// <summary>A request as its phone shows it.</summary>
/// <param name="Ticket">What is asked.</param>
/// <param name="Contexts">What may be chosen.</param>
public sealed record QrRequest(QrTicket Ticket, ImmutableArray<OfferedContext> Contexts)
{
    /// <summary>Further units, by the register (C38).</summary>
    public ImmutableArray<OfferedUnit> Represented { get; init; } = [];

    /// <summary>The register could not be asked: units may be missing.</summary>
    public bool IsRegisterSilent { get; init; }
}

/// <summary>「点击首页右上角的扫一扫功能」 (R35): binds a code to the person and the key that scanned it first. It signs nobody in.</summary>
public sealed class ScanTicket(IQrTickets tickets, IUnitStore units, IAppKeyStore keys, FindRepresented register, QrOptions options, TimeProvider clock)
{
    /// <summary>Scans.</summary>
    /// <param name="code">What stands in the code behind our address; may be hostile.</param>
    /// <param name="holder">Whose app.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The request, or one of <see cref="QrErrors"/>.</returns>
    public async ValueTask<Result<QrRequest>> HandleAsync(string? code, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(holder);
        if (QrScanCode.Read(code) is not { } read)
            return new Refusal(QrErrors.Unknown);
        var now = clock.GetUtcNow();
        var fact = QrFacts.Of(FactCodes.QrScanned, read.Id, holder.Person, null, holder.Origin.Client, holder.Origin, now);
        var admission = await tickets.ScanAsync(new TicketScanned(read, holder.Person, holder.Thumbprint, now, now + QrTicket.ScannedFor, [fact]), options, ct).ConfigureAwait(false);
        if (admission == ScanAdmission.TooMany)
            return new Refusal(QrErrors.TooMany);
        if (await tickets.FindAsync(read.Id, ct).ConfigureAwait(false) is not { } found || !read.Proves(found.ScanDigest.Span))
            return new Refusal(QrErrors.Unknown);
        // The answer to the same phone's scan may have been lost on the way: it is given again.
        if (found.StateAt(now) != QrTicketState.Scanned)
            return new Refusal(QrErrors.Expired);
        if (found.Person != holder.Person || found.Thumbprint != holder.Thumbprint)
            return new Refusal(QrErrors.Taken);
        return await OfferAsync(found, holder, now, ct).ConfigureAwait(false) is { } request ? request : new Refusal(QrErrors.Unknown);
    }

    /// <summary>The sign-ins that wait for this person and this key.</summary>
    public async ValueTask<ImmutableArray<QrRequest>> WaitingAsync(AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(holder);
        var now = clock.GetUtcNow();
        var waiting = ImmutableArray.CreateBuilder<QrRequest>();
        foreach (var ticket in await tickets.WaitingForAsync(holder.Person, now, ct).ConfigureAwait(false))
        {
            if (ticket.Thumbprint == holder.Thumbprint && ticket.Place.Tab != QrTab.Device && await OfferAsync(ticket, holder, now, ct).ConfigureAwait(false) is { } request)
                waiting.Add(request);
        }

        return waiting.ToImmutable();
    }

    /// <summary>One sign-in of this person and this key, whatever became of it; null: none of theirs.</summary>
    public async ValueTask<QrRequest?> FindAsync(QrTicketId id, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return await tickets.FindAsync(id, ct).ConfigureAwait(false) is { } ticket && ticket.Person == holder.Person && ticket.Thumbprint == holder.Thumbprint && ticket.Place.Tab != QrTab.Device
            ? await OfferAsync(ticket, holder, clock.GetUtcNow(), ct).ConfigureAwait(false)
            : null;
    }

    private async ValueTask<QrRequest?> OfferAsync(QrTicket ticket, AppHolder holder, DateTimeOffset now, CancellationToken ct)
    {
        if (await units.MembershipsAsync(holder.Person, ct).ConfigureAwait(false) is not { } memberships)
            return null;
        var isEnrolled = ticket.Place.Tab == QrTab.Unit && await keys.FindAsync(holder.Person, holder.Thumbprint, ct).ConfigureAwait(false) is not null;
        var request = new QrRequest(ticket, QrContexts.Of(ticket.Place, memberships, isEnrolled, now));
        // What is decided needs no choice any more, and the register is somebody else's.
        if (ticket.Place.Tab != QrTab.Unit || ticket.StateAt(now) != QrTicketState.Scanned)
            return request;
        var represented = await register.HandleAsync(memberships, anew: false, ct).ConfigureAwait(false);
        return request with { Represented = QrContexts.Of(ticket.Place, memberships.Person, represented, isEnrolled, now), IsRegisterSilent = represented.IsSilent };
    }
}
