using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Token.Grants;

/// <summary>A code is exchanged for tokens: once, by the client it was issued to, with the verifier that only that client knows.</summary>
internal sealed class AuthorizationCodeGrant(ILedger ledger, GrantJudge judge, AudienceChoice audiences, RefreshTokens refreshTokens, DetailsDesk details, TimeProvider clock) : IGrantType
{
    public string Name => "authorization_code";

    public SpecRef Law { get; } = new("RFC 6749", "4.1.3");

    public async ValueTask<GrantDecision> DecideAsync(TokenRequest request, CancellationToken ct)
    {
        if (request.Form["code"] is not { } code)
            return ProtocolErrors.InvalidRequest("code is missing.");
        if (Handle.Read(Keepsake.AuthorizationCode, code) is not { } handle)
            return ProtocolErrors.InvalidGrant("The code has not the form of a code.");
        if (await ledger.LookAsync(handle, ct).ConfigureAwait(false) is not { Grant: { } grant } remembered)
            return ProtocolErrors.InvalidGrant("The code is unknown.");

        // Whoever else holds the code stole it: the whole grant ends (RFC 9700 §4.5, case CD-05).
        if (remembered.Client != request.Client.Id)
            return Misuse("code_of_another_client", grant, request);
        // Redeemed twice means that one of the two is a thief: what the first one got ends too (RFC 6749 §4.1.2, case CD-07).
        if (remembered.SpentAt is not null)
            return Misuse("code_replayed", grant, request);
        if (remembered.ExpiresAt <= clock.GetUtcNow())
            return ProtocolErrors.InvalidGrant("The code has expired.");

        var payload = CodePayload.From(remembered.Payload);
        if (RedirectUriBreach(payload, request) is { } elsewhere)
            return elsewhere;
        if (ProofKey.Breach(payload.CodeChallenge, request.Form["code_verifier"]) is { } unproven)
            return unproven;
        // RFC 9449 §10: a code asked for with a key is given for that key alone (case JW-16).
        if (payload.DpopJkt is { } jkt && !string.Equals(jkt, request.Confirmation.Jkt, StringComparison.Ordinal))
            return ProtocolErrors.InvalidGrant("The code is bound to another key than was proven.");
        if (GrantBinding.Breach(grant, request.Confirmation) is { } notHeld)
            return notHeld;
        if (audiences.Under(grant, request).Failed(out var breach, out var audience))
            return breach;
        var judged = judge.Judge(request.Client, grant, remembered.Standing);
        if (judged.Served is not { } served)
            return new GrantDecision.Refused(ProtocolErrors.InvalidGrant($"The grant is not served: {judged.Reason}.")) { Changes = [GrantFacts.Denied(judged.Reason!, grant)] };
        return details.Decide(request, served, grant.ScopesFor(request.Client), audience).Failed(out breach, out var given)
            ? breach
            : Entitle(request, remembered, served, given, audience, payload.Nonce);
    }

    /// <summary>Identical where it was sent to the authorization endpoint; where it was not, it may only name the same place (case CD-06).</summary>
    private static ProtocolError? RedirectUriBreach(CodePayload payload, TokenRequest request) => request.Form["redirect_uri"] switch
    {
        null when payload.RedirectUriWasSent => ProtocolErrors.InvalidGrant("redirect_uri is missing."),
        { } sent when !string.Equals(sent, payload.RedirectUri, StringComparison.Ordinal) => ProtocolErrors.InvalidGrant("redirect_uri differs from the one at authorization."),
        // Withdrawn since: what it led to may be somebody else's by now (case CD-16).
        _ when !request.Client.RedirectUris.Any(r => RedirectUri.Matches(r, payload.RedirectUri, request.Client.Native)) => ProtocolErrors.InvalidGrant("The redirect URI is no longer registered."),
        _ => null,
    };

    private GrantDecision.Entitled Entitle(TokenRequest request, Remembered code, JudgedGrant served, TokenDetails given, string audience, string? nonce)
    {
        var now = clock.GetUtcNow();
        var client = request.Client;
        var (grant, binding) = GrantBinding.After(client, served.Grant, request.Confirmation);
        var changes = new List<Change> { new Change.Spend(code.Handle, client.Id, null) };
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
            Nonce = nonce,
            RefreshToken = refreshToken,
            Changes = [.. changes],
        };
    }

    private static GrantDecision.Refused Misuse(string reason, Grant grant, TokenRequest request) =>
        new(ProtocolErrors.InvalidGrant($"The code was misused: {reason}."))
        {
            Changes = GrantFacts.EndForMisuse(reason, grant, request.Client.Id),
        };
}
