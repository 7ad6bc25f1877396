using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>The wish to be checked.</summary>
/// <param name="Flow">What for.</param>
/// <param name="Person">Who, as just read.</param>
/// <param name="Channel"><see cref="IFaceChannel.Code"/>; may be hostile.</param>
/// <param name="Consent">Given by this very request; null: none was.</param>
public sealed record FaceCheckWanted(FaceFlow Flow, PersonStanding Person, string Channel, GivenConsent? Consent)
{
    /// <summary><see cref="FacePrompt.Shown"/>.</summary>
    public string? Shown { get; init; }

    /// <summary><see cref="FaceCheck.Device"/>.</summary>
    public string? Device { get; init; }
}

/// <summary>An attempt that its channel has begun.</summary>
/// <param name="Check">Open.</param>
/// <param name="Prompt">What to show.</param>
public sealed record OpenFaceCheck(FaceCheck Check, FacePrompt Prompt);

/// <summary>Opens an attempt: writes it down with its consent, and then asks the channel, with no transaction open. A second attempt is a second order number and a second consent.</summary>
public sealed class StartFaceCheck(IFaceChecks checks, FaceChannels channels, FaceOptions options, TimeProvider clock)
{
    /// <summary>「不满十四周岁」: their guardian decides, not they (个人信息保护法 art. 31, REG-23).</summary>
    public const int LeastAge = 14;

    /// <summary>Opens.</summary>
    /// <param name="wanted">What is wanted.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The attempt, or one of <see cref="FaceErrors"/>, <see cref="AuthorityReasons"/>, or <see cref="PeopleErrors.LevelNeedsRealName"/>: a face proves nothing of a name that is not settled.</returns>
    public async ValueTask<Result<OpenFaceCheck>> HandleAsync(FaceCheckWanted wanted, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        if (Fault(wanted, now) is { } fault)
            return new Refusal(fault);
        var profile = wanted.Person.Profile.Value;
        if (channels.For(profile.Document.Type) is not { IsEmpty: false } serving || serving.FirstOrDefault(one => one.Code == wanted.Channel) is not { } channel)
            return new Refusal(FaceErrors.NoChannel);

        var check = new FaceCheck
        {
            Id = FaceCheckId.New(now),
            Flow = wanted.Flow,
            Person = wanted.Person.Id,
            Subject = new FaceSubject(profile.Name, profile.Document),
            Channel = channel.Code,
            Order = FaceOrderNumber.Next(),
            CreatedAt = now,
            EndsAt = now + FaceCheck.Window,
            Device = wanted.Device,
        };
        var fact = FaceFacts.Of(FactCodes.FaceCheckOpened, check, origin, now).WithConsent(wanted.Consent!);
        if (!await checks.OpenAsync(new FaceCheckOpened(check, wanted.Consent!, [fact]), options, ct).ConfigureAwait(false))
            return new Refusal(FaceErrors.TooMany);

        var answer = await channel.StartAsync(check.Subject, check.Order, ct).ConfigureAwait(false);
        // A number that another attempt has would bring another's result: such a channel is not believed (case AS-11).
        if (answer is FaceStart.Started started && await checks.StartAsync(check.Id, started, clock.GetUtcNow(), ct).ConfigureAwait(false))
            return new OpenFaceCheck(check with { Reference = started.Reference, Prompt = started.Prompt }, started.Prompt);
        if (answer is FaceStart.Awaited awaited && awaited.Prompt with { Shown = wanted.Shown } is var prompt && await checks.AwaitAsync(check.Id, prompt, clock.GetUtcNow(), ct).ConfigureAwait(false))
            return new OpenFaceCheck(check with { Prompt = prompt }, prompt);
        var isRefused = answer is FaceStart.NotServed;
        var reason = isRefused ? FaceErrors.ChannelRefuses : FaceErrors.ChannelUnavailable;
        now = clock.GetUtcNow();
        var abandoned = new FaceCheckAbandoned(check, IsGivenBack: !isRefused, now, [FaceFacts.Of(FactCodes.FaceCheckAbandoned, check, origin, now).RefusedAs(reason)]);
        await checks.AbandonAsync(abandoned, options, ct).ConfigureAwait(false);
        return new Refusal(reason);
    }

    private static string? Fault(FaceCheckWanted wanted, DateTimeOffset now)
    {
        if (Authority.OfPerson(wanted.Person, now) is AuthorityVerdict.Refused refused)
            return refused.Reason;
        if (wanted.Consent is null || !FaceNotice.IsCurrent(wanted.Consent, now))
            return FaceErrors.ConsentMissing;
        if (IsTooYoung(wanted.Person, now))
            return FaceErrors.TooYoung;
        return wanted.Person.LevelAt(now) < AssuranceLevel.RealName ? PeopleErrors.LevelNeedsRealName : null;
    }

    /// <summary>Whether the document's number says that its holder is under 14 today, in China. Numbers that tell no birth are left to the channel.</summary>
    public static bool IsTooYoung(PersonStanding person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person.Profile.Value.Document.BirthDate is { } birth && birth.AddYears(LeastAge) > ChinaTime.DayOf(now);
    }
}
