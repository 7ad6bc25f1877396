using System.Text;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.PushedAuthorization;

/// <summary>Requests that clients left with us beforehand (RFC 9126), and the references that browsers bring.</summary>
internal sealed class PushedRequests(ILedger ledger, TimeProvider clock, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>What our references begin with (RFC 9126 §2.2); a handle follows.</summary>
    public const string ReferencePrefix = "urn:ietf:params:oauth:request_uri:";

    private readonly OpenIdProviderOptions _options = options.Value;

    /// <summary>A reference to no request yet.</summary>
    public (Handle Handle, string Reference) Mint()
    {
        var (handle, text) = Handle.Mint(Keepsake.PushedRequest, clock.GetUtcNow());
        return (handle, ReferencePrefix + text);
    }

    /// <summary>Remembers a request under its reference.</summary>
    /// <remarks>
    /// It may be used for <see cref="OpenIdProviderOptions.PushedRequestLifetime"/>, but is remembered for as long as a browser that used it in
    /// time may still sit before a page, so that it can be spent when the page is done: a waiting request is begun at most twice, by a POST and by the GET after it.
    /// </remarks>
    public Change.Keep Keep(Handle handle, ClientId client, string encoded, bool wasSigned)
    {
        var useBy = clock.GetUtcNow() + _options.PushedRequestLifetime;
        return new Change.Keep(handle, client, null, new PushedPayload(encoded, useBy.ToUnixTimeMilliseconds(), wasSigned).ToBytes(), useBy + (2 * _options.InteractionLifetime));
    }

    /// <summary>The request itself, or the pushed one that it refers to.</summary>
    /// <remarks>
    /// Only the pushed parameters count, whatever stands beside the reference (RFC 9126 §4, RFC 9101 §6.3): who controls the browser can
    /// add nothing and replace nothing (case AZ-18). Before it is spent it may be used again, by a reload (RFC 9126 §4).
    /// </remarks>
    public async ValueTask<Attempt<ReadRequest>> OpenAsync(RawRequest raw, Client client, CancellationToken ct)
    {
        // Which request is meant, nobody can tell: not even where to answer.
        if (raw.Parameters.Repeated.Contains("request_uri", StringComparer.Ordinal))
            return ProtocolErrors.InvalidRequest("request_uri was sent more than once.");
        if (raw.Pushed is not null || raw.Parameters["request_uri"] is not { } reference || !reference.StartsWith(ReferencePrefix, StringComparison.Ordinal))
            return new ReadRequest(client, raw.Parameters) { WasSigned = raw.WasSigned, Pushed = raw.Pushed };
        // RFC 9101 §5: never both.
        if (raw.Parameters.Repeated.Contains("request", StringComparer.Ordinal) || raw.Parameters["request"] is not null)
            return ProtocolErrors.InvalidRequest("request and request_uri must not be used together.");
        if (Handle.Read(Keepsake.PushedRequest, reference[ReferencePrefix.Length..]) is not { } handle)
            return Invalid("is none of ours");
        if (await ledger.LookAsync(handle, ct).ConfigureAwait(false) is not { } kept)
            return Invalid("is unknown");
        if (kept.Client != client.Id)
            return Invalid($"was made for {kept.Client}, not for {client.Id}");
        if (kept.SpentAt is not null)
            return Invalid("was used before");
        var payload = PushedPayload.From(kept.Payload);
        if (DateTimeOffset.FromUnixTimeMilliseconds(payload.UseBy) <= clock.GetUtcNow())
            return Invalid("has expired");
        return RequestParameters.Parse(Encoding.UTF8.GetBytes(payload.Request)).Failed(out _, out var parameters)
            ? throw new InvalidOperationException("A pushed request cannot be read again.")
            : new ReadRequest(client, parameters) { WasSigned = payload.WasSigned, Pushed = handle };
    }

    /// <summary>One answer for all, so that a guess learns nothing (RFC 9101 §7).</summary>
    private static ProtocolError Invalid(string what) =>
        new("invalid_request_uri", "The request_uri is unknown, has expired, was used before, or belongs to another client.", $"The request_uri {what}.");
}
