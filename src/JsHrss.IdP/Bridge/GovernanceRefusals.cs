using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.Identifiers;
using JsHrss.IdP.Api.Units;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace JsHrss.IdP.Bridge;

/// <summary>Writes down what members tried and may not, by the API and on the pages alike.</summary>
internal sealed class GovernanceRefusals(IRefusalNotes notes, TimeProvider clock)
{
    private static readonly ImmutableArray<string> Noted = [UnitCodes.MemberRefused, UnitCodes.ReadOnly, GovernanceErrors.Forbidden, GovernanceErrors.OwnMembership, GovernanceErrors.NotMatched];

    /// <summary>Writes a fact, if this refusal is one of those that tell of somebody who tries.</summary>
    /// <param name="http">The request, which says what was tried.</param>
    /// <param name="actor">Who tried.</param>
    /// <param name="unit">Where.</param>
    /// <param name="code">The refusal.</param>
    /// <param name="members">Members of the body that it is about; null: none.</param>
    /// <param name="ct">Cancels.</param>
    public ValueTask NoteAsync(HttpContext http, GovernanceActor actor, UnitId unit, string code, IEnumerable<string>? members, CancellationToken ct)
    {
        if (!Noted.Contains(code))
            return ValueTask.CompletedTask;
        var detail = ImmutableDictionary<string, string>.Empty.Add("operation", OperationOf(http));
        return notes.WriteAsync(
            new AuditFact
            {
                Code = FactCodes.GovernanceRefused,
                Result = AuditResult.Refused,
                Reason = code,
                At = clock.GetUtcNow(),
                Subject = actor.Person,
                Unit = unit,
                Membership = actor.Membership,
                Client = actor.Origin.Client,
                Origin = actor.Origin,
                Detail = members is null ? detail : detail.Add("members", string.Join(' ', members)),
            },
            ct);
    }

    // An operation of the API by its name, a page by its own.
    private static string OperationOf(HttpContext http) =>
        http.GetEndpoint()?.Metadata is { } about ? about.GetMetadata<IEndpointNameMetadata>()?.EndpointName ?? about.GetMetadata<PageActionDescriptor>()?.ViewEnginePath ?? "" : "";
}
