using System.Text;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Interaction;

/// <summary>A kept request found again.</summary>
/// <param name="Row">As the ledger has it.</param>
/// <param name="Payload">What was kept.</param>
/// <param name="Parameters">Its parameters, read anew.</param>
internal sealed record KeptRequest(Remembered Row, InteractionPayload Payload, RequestParameters Parameters)
{
    /// <summary>False for a request kept by a POST: it begins only now, at this browser.</summary>
    public bool IsBound => Payload.Browser is not null;
}

/// <summary>Keeps requests of any endpoint that wait for a person, and finds them again at the same browser and for the same purpose only (case AZ-21).</summary>
internal sealed class KeptRequests(ILedger ledger, TimeProvider clock, IOptions<OpenIdProviderOptions> options)
{
    private readonly TimeSpan _lifetime = options.Value.InteractionLifetime;

    /// <summary>Keeps one from now on.</summary>
    /// <param name="owner">Whose row it is.</param>
    /// <param name="payload">What is kept; when it started is filled in here.</param>
    /// <param name="spends">The same request as a POST kept it, spent by the same list; null when it just arrived.</param>
    /// <param name="ct">Cancels the write.</param>
    /// <returns>The handle under which it waits; null when the one to be spent was taken meanwhile.</returns>
    public async ValueTask<string?> KeepAsync(ClientId owner, InteractionPayload payload, Change.Spend? spends, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (handle, text) = Handle.Mint(Keepsake.Interaction, now);
        var keep = new Change.Keep(handle, owner, null, (payload with { StartedAt = now.ToUnixTimeMilliseconds() }).ToBytes(), now + _lifetime);
        return await ledger.ApplyAsync(spends is null ? [keep] : [spends, keep], ct).ConfigureAwait(false) is Outcome.Done ? text : null;
    }

    /// <summary>The kept request; null when it is unknown, spent, expired, another browser's, or waits for something else.</summary>
    public async ValueTask<KeptRequest?> FindAsync(HttpContext browser, string? text, string? purpose, CancellationToken ct)
    {
        if (Handle.Read(Keepsake.Interaction, text) is not { } handle || await ledger.LookAsync(handle, ct).ConfigureAwait(false) is not { SpentAt: null } row)
            return null;
        if (row.ExpiresAt <= clock.GetUtcNow())
            return null;
        var payload = InteractionPayload.From(row.Payload);
        if (payload.Purpose != purpose || (payload.Browser is { } digest && !BrowserBinding.IsSame(browser, digest)))
            return null;
        // Only what the server stored counts; nothing of a page's form can change the request (case AZ-12).
        return RequestParameters.Parse(Encoding.UTF8.GetBytes(payload.Request)).Failed(out _, out var parameters)
            ? throw new InvalidOperationException("A kept request cannot be read again.")
            : new KeptRequest(row with { Handle = handle }, payload, parameters);
    }
}
