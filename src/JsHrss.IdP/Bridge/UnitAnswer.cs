using System.Collections.Immutable;
using System.Globalization;
using JsHrss.Accounts.Governance;
using JsHrss.IdP.Api.Units;
using Microsoft.AspNetCore.WebUtilities;

namespace JsHrss.IdP.Bridge;

/// <summary>What a caller of <c>/api/units</c> is answered.</summary>
internal sealed record UnitAnswer
{
    private UnitAnswer(int status) => Status = status;

    public int Status { get; }

    /// <summary>Null: no body, or a problem.</summary>
    public object? Value { get; private init; }

    /// <summary>The version of what was read or written; null: it has none.</summary>
    public int? Version { get; private init; }

    /// <summary>Address of what was made.</summary>
    public string? Location { get; private init; }

    public UnitProblem? Problem { get; private init; }

    /// <summary>A challenge for a fresh proof stands in the place of the problem (RFC 9470 §3).</summary>
    public TimeSpan? ProofWithin { get; private init; }

    public static UnitAnswer Of(object value, int? version = null) => new(StatusCodes.Status200OK) { Value = value, Version = version };

    public static UnitAnswer Created(string location, object value, int version) => new(StatusCodes.Status201Created) { Value = value, Version = version, Location = location };

    public static UnitAnswer Done(int? version = null) => new(StatusCodes.Status204NoContent) { Version = version };

    /// <summary>A refusal of a use case of unit governance, with the status that its code stands for.</summary>
    public static UnitAnswer Refused(string code) => code == GovernanceErrors.StepUpNeeded
        ? new UnitAnswer(StatusCodes.Status401Unauthorized) { ProofWithin = GovernanceOptions.StepUpWithin }
        : Refused(StatusOf(code), code);

    public static UnitAnswer Refused(int status, string code, string? detail = null, params ImmutableArray<string> members) => new(status)
    {
        Problem = new UnitProblem { Title = ReasonPhrases.GetReasonPhrase(status), Status = status, Code = code, Detail = detail, Members = members.IsDefaultOrEmpty ? null : members },
    };

    /// <summary>The entity tag of a version: <c>"7"</c>.</summary>
    public static string TagOf(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    // What was typed is wrong in itself (422) unless the code says otherwise; codes of identifiers are all of that kind.
    private static int StatusOf(string code) => code switch
    {
        GovernanceErrors.UnitUnknown or GovernanceErrors.InstitutionUnknown or GovernanceErrors.MemberUnknown => StatusCodes.Status404NotFound,
        GovernanceErrors.NotServed or GovernanceErrors.Forbidden or GovernanceErrors.OwnMembership or GovernanceErrors.RepresentativeStays => StatusCodes.Status403Forbidden,
        GovernanceErrors.TermsNotAccepted or GovernanceErrors.HasRole or GovernanceErrors.AgentsFull or GovernanceErrors.AdministratorExists or GovernanceErrors.RoleSame
            or GovernanceErrors.InstitutionInactive => StatusCodes.Status409Conflict,
        GovernanceErrors.Changed or GovernanceErrors.ProfileChanged => StatusCodes.Status412PreconditionFailed,
        GovernanceErrors.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
