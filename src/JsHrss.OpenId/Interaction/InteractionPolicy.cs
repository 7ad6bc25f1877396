using System.Collections.Immutable;
using JsHrss.OpenId.Authorization;
using JsHrss.OpenId.Interaction.Checks;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.RichAuthorization;

namespace JsHrss.OpenId.Interaction;

/// <summary>What is missing before a request can be served, asked in a literal order; the first need wins.</summary>
internal sealed class InteractionPolicy(IHouse house, ISubjectIdentifiers subjects, GivenConsents consents, GrantFactory grants, DetailsDesk details, IEnumerable<IInteractionCheck> hostChecks)
{
    private readonly ImmutableArray<IInteractionCheck> _aboutThePerson =
    [
        new NoSession(),
        new SessionTooOld(),
        new HintedSubjectDiffers(subjects),
        new AccountNotChosen(),
    ];

    private readonly ImmutableArray<IInteractionCheck> _aboutTheContext =
    [
        new ContextNotChosen(),
        new ContextNotServed(),
        new ContextProofTooOld(),
        new AcrNotReached(house),
        new GrantNotServed(house, grants),
        new DetailsNotGiven(details, grants),
        new DetailsTooLong(details, grants),
        new ConsentMissing(consents),
        new AppNotConfirmed(),
        .. hostChecks,
        // Last: who approves has answered everything else, on whichever page or app.
        new DeviceNotApproved(),
    ];

    /// <summary>Every check in the order asked; the context is settled before <see cref="ContextNotChosen"/>.</summary>
    public IEnumerable<IInteractionCheck> Checks => [.. _aboutThePerson, .. _aboutTheContext];

    /// <summary>The first need, or null together with the state in which everything is settled.</summary>
    public async ValueTask<(InteractionNeed? Need, InteractionState State)> DecideAsync(InteractionState state, CancellationToken ct)
    {
        state = WithoutOthersAnswers(state);
        if (await FirstAsync(_aboutThePerson, state, ct).ConfigureAwait(false) is { } personal)
            return (personal, state);

        state = Settle(state);
        return (await FirstAsync(_aboutTheContext, state, ct).ConfigureAwait(false), state);
    }

    private InteractionState Settle(InteractionState state)
    {
        var session = state.Session!;
        var decision = house.DecideContext(state.Request, session, state.Answers.GetValueOrDefault(Answered.Context));
        return decision is ContextDecision.Settled(var context)
            ? state with { Decision = decision, Context = context, Authentication = house.Authenticate(session, context, SessionTooOld.RecentSince(state)) }
            : state with { Decision = decision, Context = (decision as ContextDecision.ProofMissing)?.Context };
    }

    /// <summary>An answer older than the session was given by whoever sat here before (case RT-16).</summary>
    private static InteractionState WithoutOthersAnswers(InteractionState state)
    {
        if (state.Answers.IsEmpty || state.Session is not { } session)
            return state;
        var since = session.Proofs[0].At;
        return state with { Answers = state.Answers.RemoveRange(state.Answers.Where(answer => answer.Value.At < since).Select(answer => answer.Key)) };
    }

    private static async ValueTask<InteractionNeed?> FirstAsync(ImmutableArray<IInteractionCheck> checks, InteractionState state, CancellationToken ct)
    {
        foreach (var check in checks)
        {
            if (await check.NeedAsync(state, ct).ConfigureAwait(false) is { } need)
                return need;
        }

        return null;
    }
}
