using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.QrSignIn;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>The app's side of a face check: which attempt a phone may take up, and the result it brings (domain §4.3, ADR 0016).</summary>
public sealed class TakeFaceAssertion(IFaceChecks checks, IAppFaceService service, DecideFaceCheck decide, TimeProvider clock)
{
    /// <summary>The attempt that a scanned code names.</summary>
    /// <param name="order">What stands in the code.</param>
    /// <param name="holder">Whose app.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The attempt, still open; or <see cref="FaceErrors.Unknown"/>, <see cref="FaceErrors.OtherPerson"/>, <see cref="FaceErrors.Expired"/>, <see cref="FaceErrors.Over"/>.</returns>
    public async ValueTask<Result<FaceCheck>> ScanAsync(FaceOrderNumber order, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(holder);
        // One that was begun in an app is that phone's: drawn as a code by somebody who knows the password, it would have its victim's own app show a face for them (case QR-02).
        if (await checks.FindAsync(order, ct).ConfigureAwait(false) is not { Channel: FaceChannels.App, Prompt.Shown: not null } check)
            return new Refusal(FaceErrors.Unknown);
        // Whoever shows somebody else's code is told so: the number cannot be guessed, and says nothing of whose it is.
        if (!IsOf(check, holder))
            return new Refusal(FaceErrors.OtherPerson);
        return check.StateAt(clock.GetUtcNow()) switch
        {
            FaceCheckState.Created => check,
            FaceCheckState.Expired => new Refusal(FaceErrors.Expired),
            _ => new Refusal(FaceErrors.Over),
        };
    }

    /// <summary>An attempt of this person's that this phone may take up, whatever became of it; null: none.</summary>
    public async ValueTask<FaceCheck?> FindAsync(FaceCheckId id, AppHolder holder, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(holder);
        return await checks.FindAsync(id, ct).ConfigureAwait(false) is { Channel: FaceChannels.App } check && IsOf(check, holder) ? check : null;
    }

    /// <summary>Takes a result: what the app's face service signed, for this attempt, before this phone's camera.</summary>
    /// <param name="id">Which attempt.</param>
    /// <param name="assertion">As delivered; may be hostile.</param>
    /// <param name="holder">Whose app, and with which key.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The attempt, passed or failed; or <see cref="FaceErrors.Unknown"/>, <see cref="FaceErrors.Expired"/>, <see cref="FaceErrors.Over"/>, <see cref="FaceErrors.AssertionInvalid"/>: then it stays as it was.</returns>
    public async ValueTask<Result<FaceCheck>> HandleAsync(FaceCheckId id, string? assertion, AppHolder holder, CancellationToken ct)
    {
        if (await FindAsync(id, holder, ct).ConfigureAwait(false) is not { } check)
            return new Refusal(FaceErrors.Unknown);
        var now = clock.GetUtcNow();
        var state = check.StateAt(now);
        if (state == FaceCheckState.Expired)
            return new Refusal(FaceErrors.Expired);
        if (state is not (FaceCheckState.Created or FaceCheckState.Passed or FaceCheckState.Failed))
            return new Refusal(FaceErrors.Over);
        if (FaceAssertionJws.Read(assertion, new ExpectedFace(check.Order, check.Subject, holder.Thumbprint), service, now) is not { } found)
            return new Refusal(FaceErrors.AssertionInvalid);
        // The answer to the same result may have been lost on the way: it is given again. Another result changes nothing.
        if (state != FaceCheckState.Created)
            return check.Reference == found.Transaction ? check : new Refusal(FaceErrors.Over);

        FaceAnswer answer = found.Failure is { } failure ? new FaceAnswer.Failed(failure) : new FaceAnswer.Passed();
        var decided = await decide.HandleAsync(check with { Reference = found.Transaction }, answer, holder.Thumbprint, holder.Origin, ct).ConfigureAwait(false);
        return decided.OrNull switch
        {
            null => decided,
            { } ended when ended.Reference == found.Transaction => ended,
            { State: FaceCheckState.Created } late when late.StateAt(clock.GetUtcNow()) == FaceCheckState.Expired => new Refusal(FaceErrors.Expired),
            // Another attempt has that number: a result that counted before (case AS-11).
            { State: FaceCheckState.Created } => new Refusal(FaceErrors.AssertionInvalid),
            _ => new Refusal(FaceErrors.Over),
        };
    }

    /// <summary>Only the expected person's phone, and for a key of the app that very phone.</summary>
    private static bool IsOf(FaceCheck check, AppHolder holder) =>
        check.Person == holder.Person && (check.Flow.Purpose != FacePurpose.AppKey || check.Flow.Id == holder.Thumbprint);
}
