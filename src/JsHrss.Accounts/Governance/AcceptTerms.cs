using System.Globalization;
using JsHrss.Accounts.Audit;

namespace JsHrss.Accounts.Governance;

/// <summary>「首先阅读开通须知，点击同意开通按钮。」「同意开通」, once per unit (R130).</summary>
public sealed class AcceptTerms(IMemberStore store, TimeProvider clock)
{
    /// <summary>Notes it: who, when, and which version. A unit that did is left as it is.</summary>
    /// <param name="actor">Legal representative or administrator of the unit itself.</param>
    /// <param name="place">The unit; an institution has no terms of its own.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The version that stands, or <see cref="GovernanceErrors.UnitUnknown"/>, <see cref="GovernanceErrors.NotServed"/>, <see cref="GovernanceErrors.Forbidden"/>, <see cref="GovernanceErrors.Changed"/> (also when another version is in force than was read).</returns>
    public async ValueTask<Result<int>> HandleAsync(GovernanceActor actor, MemberPlace place, int version, CancellationToken ct)
    {
        var entered = await Governed.EnterAsync(store, actor, place, clock.GetUtcNow(), ct).ConfigureAwait(false);
        if (!entered.IsOk)
            return new Refusal(entered.Code!);
        var here = entered.Value;
        if (!here.May(GovernanceOperation.AcceptTerms) || place.Institution is not null)
            return new Refusal(GovernanceErrors.Forbidden);
        if (version != GovernanceTerms.Version)
            return new Refusal(GovernanceErrors.Changed);
        if (here.Scene.TermsVersion >= version)
            return version;
        var fact = MemberFacts.Of(FactCodes.GovernanceTermsAccepted, here, here.Scene.Acting.Membership, actor.Person, null).With("version", version.ToString(CultureInfo.InvariantCulture));
        var step = await store.AcceptTermsAsync(new TermsAccepted(here.Seen, place.Unit, actor.Person, version, here.Now, [fact]), ct).ConfigureAwait(false);
        return step == MemberStep.Done ? version : new Refusal(GovernanceErrors.Changed);
    }
}
