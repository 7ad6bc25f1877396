using System.Collections.Immutable;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Token.Grants;

/// <summary>A device code is exchanged for tokens: once, by the client it was made for, after a person approved it. Until then the device polls.</summary>
internal sealed class DeviceCodeGrant(ILedger ledger, DevicePolls polls, GrantJudge judge, AudienceChoice audiences, RefreshTokens refreshTokens, DetailsDesk details, TimeProvider clock) : IGrantType
{
    /// <summary>RFC 8628 §3.4.</summary>
    public const string GrantType = "urn:ietf:params:oauth:grant-type:device_code";

    public string Name => GrantType;

    public SpecRef Law { get; } = new("RFC 8628", "3.4");

    public async ValueTask<GrantDecision> DecideAsync(TokenRequest request, CancellationToken ct)
    {
        if (request.Form["device_code"] is not { } code)
            return ProtocolErrors.InvalidRequest("device_code is missing.");
        if (Handle.Read(Keepsake.DeviceCode, code) is not { } handle)
            return ProtocolErrors.InvalidGrant("The device code has not the form of one.");
        switch (await polls.AskAsync(handle, request.Client.Id, ct).ConfigureAwait(false))
        {
            case DevicePoll.Pending:
                return DeviceErrors.Pending;
            case DevicePoll.SlowDown:
                return DeviceErrors.SlowDown;
        }

        if (await ledger.LookAsync(handle, ct).ConfigureAwait(false) is not { } remembered)
            return ProtocolErrors.InvalidGrant("The device code is unknown.");
        // Whoever else holds the code stole it from the device: it serves nobody any more, nor what it was exchanged for (case QR-09).
        if (remembered.Client != request.Client.Id)
            return Burn(remembered, request);
        if (remembered.Grant is not { } grant)
            return Undecided(remembered, handle);
        // Exchanged twice means that one of the two is a thief: what the first one got ends too.
        if (remembered.SpentAt is not null)
            return Misuse("device_code_replayed", grant, request);
        if (remembered.ExpiresAt <= clock.GetUtcNow())
            return DeviceErrors.Expired;
        if (GrantBinding.Breach(grant, request.Confirmation) is { } notHeld)
            return notHeld;
        if (audiences.Under(grant, request).Failed(out var breach, out var audience))
            return breach;
        // As the person stands now, not as when they approved (cases CD-17, QR-10).
        var judged = judge.Judge(request.Client, grant, remembered.Standing);
        if (judged.Served is not { } served)
            return new GrantDecision.Refused(ProtocolErrors.InvalidGrant($"The grant is not served: {judged.Reason}.")) { Changes = [GrantFacts.Denied(judged.Reason!, grant)] };
        return details.Decide(request, served, grant.ScopesFor(request.Client), audience).Failed(out breach, out var given)
            ? breach
            : Entitle(request, remembered, served, given, audience);
    }

    private ProtocolError Undecided(Remembered remembered, Handle handle)
    {
        if (remembered.SpentAt is not null)
            return DeviceErrors.Denied;
        if (remembered.ExpiresAt <= clock.GetUtcNow())
            return DeviceErrors.Expired;
        polls.Began(handle, remembered.Client, remembered.ExpiresAt, isPoll: true);
        return DeviceErrors.Pending;
    }

    private GrantDecision.Entitled Entitle(TokenRequest request, Remembered code, JudgedGrant served, TokenDetails given, string audience)
    {
        var now = clock.GetUtcNow();
        var client = request.Client;
        var (grant, binding) = GrantBinding.After(client, served.Grant, request.Confirmation);
        var changes = ImmutableArray.CreateBuilder<Change>(5);
        changes.Add(new Change.Spend(code.Handle, client.Id, null));
        string? refreshToken = null;
        if (RefreshTokens.AreFor(client))
        {
            (var keep, refreshToken) = refreshTokens.First(grant, client, now);
            changes.Add(keep);
            if (binding is not null)
                changes.Add(binding);
            if (grant.IdleUntil is null)
                changes.Add(new Change.Prolong(grant.Id, refreshTokens.IdleEnd(grant, now)));
        }

        changes.Add(GrantFacts.Redeemed(grant));
        return new GrantDecision.Entitled(client, given.Scopes, audience, request.Confirmation)
        {
            Grant = served,
            Details = given.Given,
            Nonce = DevicePayload.From(code.Payload).Parameters["nonce"],
            RefreshToken = refreshToken,
            Changes = changes.ToImmutable(),
        };
    }

    private static GrantDecision.Refused Burn(Remembered code, TokenRequest request)
    {
        const string reason = "device_code_of_another_client";
        if (code.Grant is { } grant)
            return Misuse(reason, grant, request);
        return new GrantDecision.Refused(ProtocolErrors.InvalidGrant($"The device code was misused: {reason}."))
        {
            Changes = code.SpentAt is null
                ? [new Change.DecideDevice(code.Handle.Key, null), new Change.Fact("device.misused", "refused", reason, null, null, null, request.Client.Id, null)]
                : [],
        };
    }

    private static GrantDecision.Refused Misuse(string reason, Grant grant, TokenRequest request) =>
        new(ProtocolErrors.InvalidGrant($"The device code was misused: {reason}."))
        {
            Changes = GrantFacts.EndForMisuse(reason, grant, request.Client.Id),
        };
}
