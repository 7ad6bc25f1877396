using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Units;
using JsHrss.OpenId.AccessTokens;
using JsHrss.Storage.Statements;

namespace JsHrss.IdP.Bridge;

/// <summary>A person who acts for the unit of the address, as the access token says. What the token says of role and rights is not asked: the use cases read that anew.</summary>
/// <param name="Token">The token.</param>
/// <param name="Actor">Who, in the one membership that the token's grant is for.</param>
/// <param name="Role">The role in it, as the grant was just read.</param>
/// <param name="Unit">The unit.</param>
internal sealed record ActingUnit(AccessTokenReading.Valid Token, GovernanceActor Actor, UnitRole Role, UnitId Unit)
{
    /// <summary>The unit's own members.</summary>
    public MemberPlace Place => new(Unit);

    /// <summary>The place an address names: the unit, or an institution of it. Null: what stands there is no institution's id.</summary>
    public MemberPlace? PlaceOf(string? institution) => institution is null ? Place : InstitutionId.Read(institution) is { } id ? new MemberPlace(Unit, id) : null;

    /// <summary>Null: the token is for oneself or for another unit than the address names; which of them, and whether there is such a unit, is not told (case UN-12).</summary>
    public static ActingUnit? Of(AccessTokenReading.Valid token, HttpContext http, string unit) =>
        UnitId.Read(unit) is { } named
        && token is { Grant.Entitlement: { Subject: { } subject } entitlement, Standing: HouseStanding { Value: { Unit: { } acting } } }
        && acting.Unit == named
        && PersonId.Read(subject.Value) is { } person
            ? new ActingUnit(
                token,
                new GovernanceActor(person, acting.Membership, entitlement.Authentication?.StrongAt, HttpRequestOrigin.Of(http) with { Client = token.Client.Id.Value }),
                acting.Role,
                named)
            : null;
}
