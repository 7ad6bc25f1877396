using JsHrss.Accounts.Audit;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>How an attempt stands now. An open one is asked for at its channel, if the channel is one that is asked, and decided.</summary>
public sealed class AskFaceCheck(IFaceChecks checks, FaceChannels channels, DecideFaceCheck decide, FaceOptions options, TimeProvider clock)
{
    /// <summary>Looks, and asks the channel when it is time to.</summary>
    /// <param name="id">Which.</param>
    /// <param name="flow">The flow that opened it.</param>
    /// <param name="person">Whose it is.</param>
    /// <param name="origin">From where.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The attempt, <see cref="FaceCheck.IsChannelSilent"/> where its channel did not answer; or <see cref="FaceErrors.Unknown"/>.</returns>
    public async ValueTask<Result<FaceCheck>> HandleAsync(FaceCheckId id, FaceFlow flow, PersonId person, RequestOrigin origin, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(origin);
        if (await checks.FindAsync(id, ct).ConfigureAwait(false) is not { } check || check.Flow != flow || check.Person != person)
            return new Refusal(FaceErrors.Unknown);
        var now = clock.GetUtcNow();
        if (check.StateAt(now) != FaceCheckState.Created || check.Reference is not { } reference || channels.Find(check.Channel) is not { IsAsked: true } channel)
            return check;
        if (!await checks.TakeTurnAsync(id, now, options.AskEvery, ct).ConfigureAwait(false))
            return check;
        var answer = await channel.AskAsync(reference, check.Subject, ct).ConfigureAwait(false);
        return answer is FaceAnswer.Unavailable ? check with { IsChannelSilent = true } : await decide.HandleAsync(check, answer, null, origin, ct).ConfigureAwait(false);
    }
}
