using System.Buffers.Text;
using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.AppKeys;

/// <summary>A face check that was passed in the app, as the flow that consumed it hands it over.</summary>
/// <param name="Person">Whose face it was: equal to the account's name and document.</param>
/// <param name="Thumbprint">The key the app signed its result with.</param>
/// <param name="Transaction">Its transaction; enrols one key and no second.</param>
/// <param name="PassedAt">UTC.</param>
public sealed record PassedFaceCheck(PersonId Person, string Thumbprint, string Transaction, DateTimeOffset PassedAt);

/// <summary>Makes a key of the app one that may approve for units: a stolen password alone, in somebody's home-made app, opens none (ADR 0015).</summary>
public sealed class EnrolAppKey(IAppKeyStore keys, TimeProvider clock)
{
    /// <summary>「请您在10分钟内完成」: older checks count nowhere (C15).</summary>
    public static TimeSpan FreshFor { get; } = TimeSpan.FromMinutes(10);

    private const int ThumbprintBytes = 32;

    /// <summary>Enrols.</summary>
    /// <param name="person">Who holds the app's token, as just read.</param>
    /// <param name="thumbprint">The key that token is bound to.</param>
    /// <param name="evidence">The face check.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The enrolment, or one of <see cref="AppKeyErrors"/> or <see cref="AuthorityReasons"/>.</returns>
    public async ValueTask<Result<AppKey>> HandleAsync(PersonStanding person, string thumbprint, PassedFaceCheck evidence, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        if (!IsThumbprint(thumbprint))
            return new Refusal(AppKeyErrors.NoKey);
        if (Authority.OfPerson(person, now, AssuranceLevel.RealPerson) is AuthorityVerdict.Refused refused)
            return new Refusal(refused.Reason);
        if (evidence.Person != person.Id || evidence.Thumbprint != thumbprint || evidence.PassedAt > now || now - evidence.PassedAt > FreshFor)
            return new Refusal(AppKeyErrors.EvidenceRefused);
        var key = new AppKey(AppKeyId.New(now), person.Id, thumbprint, now, evidence.Transaction);
        var fact = new AuditFact
        {
            Code = FactCodes.AppKeyEnrolled,
            Result = AuditResult.Ok,
            At = now,
            Subject = person.Id,
            Client = origin.Client,
            Origin = origin,
            Detail = ImmutableDictionary<string, string>.Empty.Add("app_key", key.Id.ToString()).Add("jkt", thumbprint).Add("face_check", evidence.Transaction),
        };
        return await keys.EnrolAsync(new AppKeyEnrolled(key, [fact]), ct).ConfigureAwait(false) ? key : new Refusal(AppKeyErrors.KeyTaken);
    }

    private static bool IsThumbprint(string? text) => text is { Length: 43 } && Base64Url.IsValid(text, out var bytes) && bytes == ThumbprintBytes;
}
