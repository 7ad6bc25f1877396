using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Hall;

/// <summary>我的工作台: what a unit's member may do, asked at the moment it is shown and once more when something is handed in.</summary>
internal sealed class Workbench(AccessQuestions questions)
{
    private const string LevelTooLow = "level_too_low";

    /// <summary>The party with its items as they are now; as its token says where no answer can be had.</summary>
    public async Task<Party> LookAsync(Ticket ticket, IReadOnlyList<Service> services, CancellationToken ct)
    {
        var party = ticket.Party;
        if (party.Unit is not { } unit || ticket.Current.Scheme != TicketPaths.Hall || services.Count == 0)
            return party;
        var answers = await questions.AskAsync(TicketPaths.Hall, party.Subject, unit.CreditCode ?? unit.UnitNumber, unit.InstitutionNumber, Gate.Submit, [.. services.Select(service => service.Code)], ct);
        // An item for which the level alone is missing is the person's: the hall says of each service which level it takes.
        return answers is null ? party : party with { Items = ItemAuthority.Of(answers.Where(answer => answer.Value is null or LevelTooLow).Select(answer => answer.Key), Gate.Submit) };
    }
}
