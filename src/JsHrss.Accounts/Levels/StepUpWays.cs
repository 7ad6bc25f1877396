using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.Levels;

/// <summary>By which further proofs a session reaches more than it has. Pure; the one place that says what can be reached at all.</summary>
public sealed class StepUpWays(FaceChannels channels)
{
    /// <summary>By a passkey that is bound to the person, of an account at level real-person.</summary>
    public static bool ByPasskey(SessionStanding standing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return standing.HasBoundPasskey && standing.Person.LevelAt(now) == AssuranceLevel.RealPerson;
    }

    /// <summary>By an enrolled phone, of an account at level real-person.</summary>
    public static bool ByPhone(SessionStanding standing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        return standing.HasEnrolledPhone && standing.Person.LevelAt(now) == AssuranceLevel.RealPerson;
    }

    /// <summary>By a face check: it raises a real-name account too, unless a hold keeps its level down. Never a registered person (R26), nobody under 14 (REG-23), and only where a channel serves the document (C42).</summary>
    public bool ByFace(PersonStanding person, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(person);
        var raised = person with { Level = AssuranceLevel.RealPerson, RealPersonUntil = null };
        return person.LevelAt(now) >= AssuranceLevel.RealName
            && raised.LevelAt(now) == AssuranceLevel.RealPerson
            && !StartFaceCheck.IsTooYoung(person, now)
            && !channels.For(person.Profile.Value.Document.Type).IsEmpty;
    }

    /// <summary>The highest <see cref="Acr"/> that the person of a session could reach in it.</summary>
    public string HighestOf(SessionStanding standing, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(standing);
        var level = standing.Person.LevelAt(now);
        return ByPasskey(standing, now) || ByPhone(standing, now) || ByFace(standing.Person, now) ? Acr.RealPersonLive : Acr.Of(level, live: false);
    }
}
