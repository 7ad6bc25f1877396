using JsHrss.IdP.Resources;
using JsHrss.OpenId.Interaction;
using Microsoft.Extensions.Localization;

namespace JsHrss.IdP.Web;

/// <summary>Outcomes of sign-in in words.</summary>
internal sealed class SignInTexts(IStringLocalizer<SignIn> texts, IStringLocalizer<Challenge> challenges, ChinaTime time)
{
    /// <summary>Why the page is shown. Null where signing in is all there is to it.</summary>
    public string? Why(PendingInteraction? pending, ContextOption? wanted, SignedInPerson? person)
    {
        if (person is null)
            return null;
        // Nothing asks for this page: the person came by a link, to be somebody else.
        if (pending?.Need is not { Page: "sign-in" } need)
            return texts["Why.Other", person.MaskedName];
        if (wanted is { State: ContextState.ProofMissing })
            return wanted.IsSelf ? texts["Why.Self", person.MaskedName] : texts["Why.Unit", wanted.Name, person.MaskedName];
        var known = texts[$"Why.{need.Reason}", pending.Request.Client.Name, person.MaskedName];
        return known.ResourceNotFound ? texts["Why", pending.Request.Client.Name, person.MaskedName] : known;
    }

    /// <summary>Why somebody who is signed in signs in before their passkeys and phones are shown.</summary>
    public string? WhyOwnKeys(SignedInPerson? person) => person is null ? null : texts["Why.OwnKeys", person.MaskedName].Value;

    /// <summary>Why somebody who is signed in shows it once more before a unit's pages.</summary>
    public string? WhyUnit(SignedInPerson? person) => person is null ? null : texts["Why.UnitPages", person.MaskedName].Value;

    /// <summary>Whose phone is wanted to prove it once more.</summary>
    public string? WhyStepUp(SignedInPerson? person) => person is null ? null : texts["Why.StepUp", person.MaskedName].Value;

    /// <summary>The line above the form. Anything that is not <see cref="SignInResult.Done"/>.</summary>
    public FormMistake Mistake(SignInResult result, bool isUnit)
    {
        var first = isUnit ? "UnitCode" : "Account";
        return result switch
        {
            SignInResult.Wrong wrong => new(first, texts["M13", wrong.Limit], null, false),
            SignInResult.Locked locked => new(first, texts["M14"], texts["M14.Until", time.Soon(locked.Until)], false),
            SignInResult.MandateNotInForce => new(first, texts["M15"], null, false),
            SignInResult.Refused refused => new(first, Refused(refused.Code), null, false),
            SignInResult.Ambiguous ambiguous => new($"{ambiguous.Field}Kind", texts["Ambiguous"], texts["Ambiguous.Password"], false),
            SignInResult.ChallengeNeeded { QuestionsUsedUp: true } => new(ChallengeField.Name, challenges["UsedUp"], challenges["NotCompared"], true),
            SignInResult.ChallengeNeeded { WasAnswered: true } => new(ChallengeField.Name, challenges["Wrong"], challenges["NotCompared"], true),
            SignInResult.ChallengeNeeded => new(ChallengeField.Name, challenges["Needed"], challenges["NotCompared"], true),
            SignInResult.TooMany many => new(first, texts["TooMany"], texts["TooMany.Until", time.Soon(many.Until)], false),
            SignInResult.Busy => new(first, texts["Busy"], texts["Busy.Safe"], false),
            _ => throw new InvalidOperationException($"Sign-in ended in {result.GetType().Name}, for which there is no text."),
        };
    }

    private string Refused(string code) => texts[$"Refused.{code}"] is { ResourceNotFound: false } known ? known : texts["Refused"];
}
