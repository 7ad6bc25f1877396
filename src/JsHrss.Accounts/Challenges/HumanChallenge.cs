using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Challenges;

/// <summary>滑块 / 图形验证码: something a person answers easily and a program at some cost. It slows guessing down; it is never the only limit (case OT-09).</summary>
/// <remarks>The host keeps it where only the server can read it, bound to the browser that asked and to the network it asked from; a new one spends the former (case OT-08).</remarks>
/// <param name="Id">Its one use is noted under this.</param>
/// <param name="Kind">How it is asked.</param>
/// <param name="Purpose">What it opens, one of <see cref="ChallengePurposes"/>; it opens nothing else.</param>
/// <param name="Answers">Every right answer, upper case, without spaces.</param>
/// <param name="ExpiresAt">End, UTC.</param>
public sealed record HumanChallenge(Guid Id, ChallengeKind Kind, string Purpose, ImmutableArray<string> Answers, DateTimeOffset ExpiresAt)
{
    /// <summary>Long enough to read a picture twice and type slowly (look design §6: never below two minutes).</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromMinutes(3);

    /// <summary>A new one.</summary>
    /// <param name="kind">How it is asked.</param>
    /// <param name="purpose">What it is for.</param>
    /// <param name="answers">Right answers in any spelling.</param>
    /// <param name="now">UTC.</param>
    public static HumanChallenge New(ChallengeKind kind, string purpose, IEnumerable<string> answers, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), kind, purpose, [.. answers.Select(TypedText.Squeeze).OfType<string>()], now + Lifetime);

    /// <summary>Compares what was typed. The result must still be spent: only the store knows whether it is the first.</summary>
    /// <param name="typed">As typed; full-width signs and small letters count as their usual form.</param>
    /// <param name="purpose">What it is answered for.</param>
    /// <param name="now">UTC.</param>
    public ChallengeAnswer Check(string? typed, string purpose, DateTimeOffset now)
    {
        var given = Encoding.UTF8.GetBytes(TypedText.Squeeze(typed) ?? "");
        var isOneOf = false;
        foreach (var answer in Answers)
            isOneOf |= CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(answer));
        return new ChallengeAnswer(Id, Kind, isOneOf && Purpose == purpose && now < ExpiresAt, ExpiresAt);
    }

    /// <summary>Without the answers.</summary>
    public override string ToString() => $"{Kind} {Purpose}";
}

/// <summary>How a challenge is asked. The numbers are sealed in cookies.</summary>
public enum ChallengeKind
{
    /// <summary>图形验证码: distorted signs.</summary>
    Picture = 1,

    /// <summary>A question in words, for whoever cannot see the picture. A program made for it answers it: counted more strictly.</summary>
    Question = 2,
}

/// <summary>What challenges are for. Stored; never changed.</summary>
public static class ChallengePurposes
{
    /// <summary>A sign-in by password.</summary>
    public const string SignIn = "sign_in";
}

/// <summary>An answer to a challenge of this server: what a use case takes as evidence. Only <see cref="HumanChallenge.Check"/> makes one. Right or wrong, it is good for one attempt.</summary>
public sealed record ChallengeAnswer
{
    internal ChallengeAnswer(Guid challenge, ChallengeKind kind, bool isRight, DateTimeOffset expiresAt) =>
        (Challenge, Kind, IsRight, ExpiresAt) = (challenge, kind, isRight, expiresAt);

    /// <summary>Which challenge.</summary>
    public Guid Challenge { get; }

    /// <summary>How it was asked.</summary>
    public ChallengeKind Kind { get; }

    /// <summary>Whether it is right, in time, and for this purpose.</summary>
    public bool IsRight { get; }

    /// <summary>From then on it is wrong whatever it says, UTC.</summary>
    public DateTimeOffset ExpiresAt { get; }
}
