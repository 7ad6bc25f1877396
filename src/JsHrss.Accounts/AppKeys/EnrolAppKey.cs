using System.Buffers.Text;
using System.Collections.Immutable;
using JsHrss.Accounts.Audit;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.People;
using JsHrss.Accounts.Standing;

namespace JsHrss.Accounts.AppKeys;

/// <summary>Makes a key of the app one that may approve for units, by a face check that was passed with that very key: a stolen password alone, in somebody's home-made app, opens none (ADR 0015, ADR 0016).</summary>
/// <remarks>The check and the enrolment are one change: a check enrols one key, once, and none is consumed for nothing (cases QR-15, AS-11).</remarks>
public sealed class EnrolAppKey(IAppKeyStore keys, TimeProvider clock)
{
    private const int ThumbprintBytes = 32;

    /// <summary>The flow that a face check for this key is made for.</summary>
    /// <param name="thumbprint">The key that the app's token is bound to.</param>
    public static FaceFlow FlowOf(string thumbprint) => new(FacePurpose.AppKey, thumbprint);

    /// <summary>Enrols.</summary>
    /// <param name="person">Who holds the app's token, as just read.</param>
    /// <param name="thumbprint">The key that token is bound to.</param>
    /// <param name="face">The check that was passed for it.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The enrolment, or one of <see cref="AppKeyErrors"/> or <see cref="AuthorityReasons"/>.</returns>
    public async ValueTask<Result<AppKey>> HandleAsync(PersonStanding person, string thumbprint, FaceCheckId face, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(origin);
        var now = clock.GetUtcNow();
        if (!IsThumbprint(thumbprint))
            return new Refusal(AppKeyErrors.NoKey);
        // The check has raised a real-name person by now (C38); of a registered one it raises nothing, and enrols nothing.
        if (Authority.OfPerson(person, now, AssuranceLevel.RealPerson) is AuthorityVerdict.Refused refused)
            return new Refusal(refused.Reason);
        if (now < person.HoldUntil)
            return new Refusal(AuthorityReasons.OnHold);
        var key = new AppKey(AppKeyId.New(now), person.Id, thumbprint, now, face);
        var fact = new AuditFact
        {
            Code = FactCodes.AppKeyEnrolled,
            Result = AuditResult.Ok,
            At = now,
            Subject = person.Id,
            Client = origin.Client,
            Origin = origin,
            Detail = ImmutableDictionary<string, string>.Empty.Add("app_key", key.Id.ToString()).Add("jkt", thumbprint).Add("face_check", face.ToString()),
        };
        var spent = new SpentFaceCheck(face, FlowOf(thumbprint), person.Id, thumbprint, now);
        return await keys.EnrolAsync(new AppKeyEnrolled(key, spent, [fact]), ct).ConfigureAwait(false) switch
        {
            AppKeyEnrolment.Enrolled => key,
            AppKeyEnrolment.KeyTaken => new Refusal(AppKeyErrors.KeyTaken),
            _ => new Refusal(AppKeyErrors.EvidenceRefused),
        };
    }

    private static bool IsThumbprint(string? text) => text is { Length: 43 } && Base64Url.IsValid(text, out var bytes) && bytes == ThumbprintBytes;
}
