using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Institutions;
using JsHrss.IdP.Api;
using JsHrss.IdP.Api.Institutions;

namespace JsHrss.IdP.Bridge;

/// <summary>Institutions of all units, between the officers' interface and the domain.</summary>
internal sealed class InstitutionDesk(IInstitutionStore institutions, ListInstitutions list, CreateInstitution create, DecideOnInstitution decide)
{
    public async Task<IResult> ListAsync(HttpRequest request, CancellationToken ct)
    {
        if (!InstitutionAnswers.TryReadPart(request, out var after, out var most))
            return InstitutionAnswers.NoPart();
        var status = request.Query["status"] is { Count: > 0 } word ? InstitutionTold.Status(word) : InstitutionStatus.Applied;
        if (status is not { } asked)
            return SystemDoor.Problem(StatusCodes.Status400BadRequest, "invalid_request", "status must be applied, active, suspended, ended, refused or withdrawn.");
        var page = await list.InStateAsync(asked, after, most, ct);
        return InstitutionAnswers.Page(new InstitutionListBody([.. page.All.Select(InstitutionTold.ToOfficer)], InstitutionAnswers.CursorOf(page.Next)));
    }

    public async Task<IResult> ReadAsync(HttpResponse response, string id, CancellationToken ct) =>
        InstitutionId.Read(id) is { } key && await institutions.FindAsync(key, ct) is { } found
            ? InstitutionAnswers.Shown(response, InstitutionTold.ToOfficer(found))
            : SystemDoor.Problem(StatusCodes.Status404NotFound, InstitutionErrors.Unknown);

    public async Task<IResult> CreateAsync(HttpResponse response, string place, string client, InstitutionCreationBody body, CancellationToken ct)
    {
        var outcome = await create.HandleAsync(new InstitutionCreation(body.Unit, body.Name, body.BusinessLine, client, body.Officer, body.Reason), ct);
        if (outcome is InstitutionOutcome.Done done)
            response.Headers.Location = $"{place}/{done.Institution.Id}";
        return InstitutionAnswers.Of(response, outcome, InstitutionTold.ToOfficer, isNew: true);
    }

    /// <param name="response">The answer.</param>
    /// <param name="id">Which.</param>
    /// <param name="what">One of the verbs of <see cref="InstitutionEndpoints"/>.</param>
    /// <param name="version">As it was seen.</param>
    /// <param name="client">Who says so.</param>
    /// <param name="body">For which officer, and why.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IResult> DecideAsync(HttpResponse response, string id, string what, int version, string client, InstitutionDecisionBody body, CancellationToken ct) =>
        InstitutionAnswers.Of(response, await decide.HandleAsync(new OfficerDecision(id, VerbOf(what), version, client, body.Officer, body.Reason), ct), InstitutionTold.ToOfficer);

    private static InstitutionVerb VerbOf(string what) => what switch
    {
        "approve" => InstitutionVerb.Approve,
        "refuse" => InstitutionVerb.Refuse,
        "suspend" => InstitutionVerb.Suspend,
        "resume" => InstitutionVerb.Resume,
        "end" => InstitutionVerb.End,
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };
}
