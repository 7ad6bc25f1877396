using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Api;
using JsHrss.IdP.Clients;
using JsHrss.OpenId.AccessTokens;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Statements;

namespace JsHrss.IdP.Bridge;

/// <summary>Answers <c>/api/me</c> from what the access token was judged by.</summary>
internal sealed class MyAccount(IUnitStore units, IAccessTokenReader tokens, ISubjectIdentifiers subjects, TimeProvider clock)
{
    /// <summary>The person, context and level behind a token.</summary>
    public Me Describe(AccessTokenReading.Valid token)
    {
        var (grant, standing, now) = (token.Grant!, StandingOf(token), clock.GetUtcNow());
        var level = standing.Person.LevelAt(now);
        return new Me
        {
            Subject = subjects.Subject(grant.Entitlement.Subject!.Value, token.Client),
            MaskedName = standing.Person.Profile.Value.Name.ToString(),
            SubjectType = standing.Context.IsSelf ? "person" : "unit",
            AuthLevel = level.Word(),
            Acr = grant.Entitlement.Authentication?.Acr,
            AuthTime = grant.Entitlement.Authentication?.At.ToUnixTimeSeconds(),
            Represents = standing.Unit is { } unit ? RepresentsClaim.Whole(unit) : null,
            AuthorizationDetails = tokens.DetailsOf(token),
        };
    }

    /// <summary>All memberships that are not ended, read now; those in institutions only for clients that know institutions.</summary>
    public async ValueTask<ImmutableArray<MyUnit>> UnitsAsync(AccessTokenReading.Valid token, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var found = await units.MembershipsAsync(StandingOf(token).Person.Id, ct) ?? throw new InvalidOperationException("A judged token's person is gone.");
        var aware = token.Client.HostMembers.ContainsKey(HostMember.InstitutionAware);
        return
        [
            .. found.Units
                .Where(unit => aware || unit.Institution is null)
                .OrderBy(unit => unit.UnitNumber.Value, StringComparer.Ordinal).ThenBy(unit => unit.Institution?.Number.Value, StringComparer.Ordinal)
                .Select(unit => Describe(unit, Authority.OfMember(found.Person, unit, now, Acr.LevelFor(token.Client.MinAcr)))),
        ];
    }

    private static MyUnit Describe(UnitStanding unit, AuthorityVerdict verdict) => new()
    {
        Unit = unit.Unit.ToString(),
        OrganizationName = unit.UnitName,
        UnitNumber = unit.UnitNumber.Value,
        RegistrationNumber = unit.CreditCode?.Value,
        InstitutionNumber = unit.Institution?.Number.Value,
        Role = unit.Role.Word(),
        Until = unit.Role == UnitRole.LegalRepresentative ? null : unit.Mandate?.Validity.End,
        Served = verdict is AuthorityVerdict.Serves,
        Reason = (verdict as AuthorityVerdict.Refused)?.Reason,
    };

    private static ContextStanding StandingOf(AccessTokenReading.Valid token) =>
        token.Standing is HouseStanding { Value: { } standing } ? standing : throw new InvalidOperationException("A token about a person was judged without standing.");
}
