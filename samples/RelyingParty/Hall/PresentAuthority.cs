using RelyingParty.OpenId;
using RelyingParty.Tickets;

namespace RelyingParty.Hall;

/// <summary>What a unit's member may do, asked at the moment a page is shown and once more when something is handed in.</summary>
internal sealed class PresentAuthority(AccessQuestions questions)
{
    private const string LevelTooLow = "level_too_low";

    /// <summary>The party with its items as they are now; as its token says where no answer can be had.</summary>
    /// <param name="request">Of the page that is open.</param>
    /// <param name="ticket">Whose.</param>
    /// <param name="services">Which of them are asked about.</param>
    /// <param name="action">What is to be done.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<Party> LookAsync(HttpRequest request, Ticket ticket, IReadOnlyList<Service> services, string action, CancellationToken ct)
    {
        var party = ticket.Party;
        if (party.Unit is not { } unit || ticket.Current.Scheme != TicketPaths.Hall || services.Count == 0)
            return party;
        var origin = $"{request.Scheme}://{request.Host}";
        var answers = await questions.AskAsync(TicketPaths.Hall, new AccessQuestion(party.Subject, action, [.. services.Select(service => service.Code)])
        {
            Unit = unit.CreditCode ?? unit.UnitNumber,
            Institution = unit.InstitutionNumber,
            Page = origin + request.Path,
        }, ct);
        if (answers is null)
            return party;
        // An item for which the level alone is missing is the person's: the hall says of each service which level it takes.
        var refused = answers.Where(answer => answer.Value is { Reason: not LevelTooLow }).ToDictionary(answer => answer.Key, answer => ItemRefusal.Of(answer.Value!, origin));
        return party with { Items = ItemAuthority.Of(answers.Keys.Except(refused.Keys), action, refused) };
    }
}
