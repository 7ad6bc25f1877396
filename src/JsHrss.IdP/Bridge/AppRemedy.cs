using JsHrss.Accounts.People;
using JsHrss.Accounts.QrSignIn;

namespace JsHrss.IdP.Bridge;

/// <summary>What the app can offer its holder where a unit was refused: a code alone leaves them standing there.</summary>
/// <param name="Level">The account's level now.</param>
internal readonly record struct AppRemedy(AssuranceLevel Level)
{
    /// <summary>人脸识别 on this phone: enrols its key, and makes a real-name person a real person by the same check (C38).</summary>
    public const string EnrolKey = "enrol_key";

    /// <summary>Name and document first: the face of somebody whose name is not settled proves nothing (R26).</summary>
    public const string RealName = "real_name";

    /// <summary>The remedy for a refusal; null: none that the app could offer.</summary>
    /// <param name="refused">One of <see cref="QrErrors"/> or a reason; null: nothing was refused.</param>
    public string? Of(string? refused) => (refused, Level) switch
    {
        (QrErrors.KeyNotEnrolled or QrErrors.LevelTooLow, AssuranceLevel.Registered) => RealName,
        (QrErrors.KeyNotEnrolled, _) or (QrErrors.LevelTooLow, AssuranceLevel.RealName) => EnrolKey,
        _ => null,
    };
}
