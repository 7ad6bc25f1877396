using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.SignIn;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Contexts;

/// <summary>Settles for whom a request is served, and lists what may be chosen. Pure: 0, 1, 2 or 11 units make no difference to the rule.</summary>
public static class ContextChooser
{
    /// <summary>The chooser's lines: oneself first, then units by number, institutions after their unit. Only what client and request allow; refused ones stay visible with their reason.</summary>
    public static ImmutableArray<ContextOption> Options(ContextQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var (standing, now) = (question.Standing, question.Now);
        var level = standing.Person.LevelAt(now);
        var options = ImmutableArray.CreateBuilder<ContextOption>();
        if (question.ServesPersons)
            options.Add(Option(null, Authority.OfPerson(standing.Person, now, question.Least)));
        if (question is { ServesUnits: true, AsksUnit: true })
        {
            foreach (var unit in standing.Units.OrderBy(unit => unit.UnitNumber.Value, StringComparer.Ordinal).ThenBy(unit => unit.Institution?.Number.Value, StringComparer.Ordinal))
            {
                options.Add(Option(unit, unit.Institution is not null && !question.InstitutionAware
                    ? new AuthorityVerdict.Refused(ContextReasons.InstitutionNotServed)
                    : Authority.OfMember(standing.Person, unit, now, question.Least)));
            }
        }

        return options.ToImmutable();

        ContextOption Option(UnitStanding? unit, AuthorityVerdict verdict)
        {
            var context = unit?.Context ?? SessionContext.Self;
            if (verdict is AuthorityVerdict.Refused refused)
                return new ContextOption(context, unit, OptionState.Refused, refused.Reason);
            var isOpen = standing.Session.Proofs.Any(proof => Reach.Opens(proof, level, unit));
            return new ContextOption(context, unit, isOpen ? OptionState.Open : OptionState.NeedsProof, null);
        }
    }

    /// <summary>The answer. A hint binds; then what the person chose; then, if the session opens exactly one context, that one.</summary>
    public static ContextAnswer Decide(ContextQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question is { ServesPersons: false, AsksUnit: false })
            return new ContextAnswer.NoneServed(ContextReasons.UnitNotAsked);
        var options = Options(question);
        if (question.Hint is not null)
            return Hinted(question, options);
        // A choice that is not on the list was not made on our page; the list is shown again.
        if (question.Chosen is not null && SessionContext.Read(question.Chosen) is { } chosen)
            return Named([.. options.Where(option => option.Context == chosen && option.State != OptionState.Refused)]);

        var open = options.Where(option => option.State == OptionState.Open).ToImmutableArray();
        if (open.Length > 0)
            return Named(open);
        var provable = options.Where(option => option.State == OptionState.NeedsProof).ToImmutableArray();
        if (provable.Length > 0)
            return new ContextAnswer.ProofMissing(provable.Length == 1 ? provable[0].Context : null);
        // One reason when there is one option to mend; otherwise the chooser shows each with its own.
        return new ContextAnswer.NoneServed(options.IsEmpty ? ContextReasons.NoUnits : options[^1].Reason!);
    }

    private static ContextAnswer Hinted(ContextQuestion question, ImmutableArray<ContextOption> options)
    {
        if (question.Hint == ContextQuestion.SelfHint)
        {
            if (!question.ServesPersons)
                return new ContextAnswer.NoneServed(ContextReasons.PersonNotServed);
            return Named([.. options.Where(option => option.Context.IsSelf)]);
        }

        if (question is not { ServesUnits: true, AsksUnit: true })
            return new ContextAnswer.NoneServed(ContextReasons.UnitNotServed);
        var code = UnitCode.Read(question.Hint);
        var meant = options
            .Where(option => option.Unit is { } unit && code.KindOf(unit.CreditCode, unit.UnitNumber, unit.Institution?.Number) is not null)
            .ToImmutableArray();
        if (meant.IsEmpty)
            return new ContextAnswer.NoneServed(ContextReasons.HintUnknown);
        // A number that is a unit's and an institution's: the choice decides, else a question.
        if (meant.Length > 1 && SessionContext.Read(question.Chosen) is { } chosen && meant.Any(option => option.Context == chosen))
            meant = [.. meant.Where(option => option.Context == chosen)];
        return Named(meant);
    }

    private static ContextAnswer Named(ImmutableArray<ContextOption> meant) => meant switch
    {
        [{ State: OptionState.Open } one] => new ContextAnswer.Settled(one.Context),
        [{ State: OptionState.NeedsProof } one] => new ContextAnswer.ProofMissing(one.Context),
        [{ State: OptionState.Refused } one] => new ContextAnswer.NoneServed(one.Reason!),
        _ => new ContextAnswer.Ask(),
    };
}
