using JsHrss.Accounts.People;
using JsHrss.Accounts.Units;

namespace JsHrss.Accounts.Levels;

/// <summary>The words tokens carry for our enumerations (token design). Frozen.</summary>
public static class TokenWords
{
    /// <summary><c>auth_level</c>.</summary>
    public static string Word(this AssuranceLevel level) => level switch
    {
        AssuranceLevel.Registered => "registered",
        AssuranceLevel.RealName => "real_name",
        AssuranceLevel.RealPerson => "real_person",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, null),
    };

    /// <summary><c>role</c>.</summary>
    public static string Word(this UnitRole role) => role switch
    {
        UnitRole.LegalRepresentative => "legal_representative",
        UnitRole.UnitAdministrator => "administrator",
        UnitRole.Agent => "agent",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary><c>link</c>, and <c>granted_by.method</c>.</summary>
    public static string Word(this MembershipLink link) => link switch
    {
        MembershipLink.Registry => "registry",
        MembershipLink.Counter => "counter",
        MembershipLink.Legacy => "legacy",
        MembershipLink.Federated => "federated",
        MembershipLink.Delegated => "delegated",
        _ => throw new ArgumentOutOfRangeException(nameof(link), link, null),
    };

    /// <summary><c>unit_type</c>.</summary>
    public static string Word(this UnitType type) => type switch
    {
        UnitType.Enterprise => "enterprise",
        UnitType.PublicInstitution => "institution",
        UnitType.IndividualBusiness => "individual_business",
        UnitType.SocialOrganization => "social_organization",
        UnitType.Other => "other",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };

    /// <summary><c>actions</c> of <c>authorization_details</c>, in the order query, submit, review.</summary>
    public static IEnumerable<string> Words(this ItemActions actions)
    {
        if (actions.HasFlag(ItemActions.Query))
            yield return "query";
        if (actions.HasFlag(ItemActions.Submit))
            yield return "submit";
        if (actions.HasFlag(ItemActions.Review))
            yield return "review";
    }
}
