using System.Collections.Immutable;
using JsHrss.Accounts.Contexts;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Levels;
using JsHrss.Accounts.Standing;
using JsHrss.Accounts.Units;
using JsHrss.IdP.Web;
using JsHrss.OpenId.Interaction;
using JsHrss.OpenId.Ports;
using Listed = JsHrss.Accounts.Contexts.ContextOption;
using Shown = JsHrss.IdP.Web.ContextOption;

namespace JsHrss.IdP.Bridge;

/// <summary>The chooser's lines for the pages, over the domain's.</summary>
internal sealed class ContextDesk(House house, BrowserSession sessions) : IContextDesk
{
    public async ValueTask<ImmutableArray<Shown>> ChooserAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(browser, isUse: true, ct) is not { } standing)
            return [];
        return [.. ContextChooser.Options(Question(pending, standing)).Select(option => Show(option, standing))];
    }

    public async ValueTask<Shown?> WantedAsync(HttpContext browser, PendingInteraction pending, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(browser, isUse: true, ct) is not { } standing)
            return null;
        var question = Question(pending, standing);
        var wanted = ContextChooser.Decide(question) switch
        {
            ContextAnswer.Settled settled => settled.Context,
            ContextAnswer.ProofMissing { Context: { } missing } => missing,
            _ => (SessionContext?)null,
        };
        var option = wanted is { } context ? ContextChooser.Options(question).FirstOrDefault(option => option.Context == context) : null;
        return option is null ? null : Show(option, standing);
    }

    public async ValueTask<ImmutableArray<Shown>> NamedAsync(HttpContext browser, ImmutableArray<ContextId> contexts, CancellationToken ct)
    {
        if (await sessions.CurrentAsync(browser, isUse: true, ct) is not { } standing)
            return [];
        return
        [
            .. from context in contexts
               let own = SessionContext.Read(context.Value)
               where own is not null
               let unit = standing.UnitOf(own.Value)
               where own.Value.IsSelf || unit is not null
               select Show(new Listed(own.Value, unit, OptionState.Open, null), standing),
        ];
    }

    private ContextQuestion Question(PendingInteraction pending, SessionStanding standing) =>
        house.Ask(pending.Request, standing, pending.Answers.TryGetValue("context", out var answer) ? answer.Value : null);

    private static Shown Show(Listed option, SessionStanding standing)
    {
        var unit = option.Unit;
        return new Shown(
            new ContextId(option.Context.ToString()),
            unit is null,
            unit is null ? standing.Person.Profile.Value.Name.ToString() : unit.Institution is { } institution ? $"{unit.UnitName}（{institution.Name}）" : unit.UnitName,
            unit?.Role.Word(),
            unit is null || unit.Scope.IsAll ? null : unit.Scope.Items.Count,
            unit is null || unit.Role == UnitRole.LegalRepresentative ? null : unit.Mandate?.Validity.End,
            option.State switch
            {
                OptionState.Open => ContextState.Open,
                OptionState.NeedsProof => ContextState.ProofMissing,
                _ => ContextState.Closed,
            },
            option.Reason)
        {
            Number = unit?.Institution?.Number.Value ?? unit?.UnitNumber.Value,
        };
    }
}
