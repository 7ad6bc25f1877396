using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>One way of 人脸识别: somebody else's eyes, asked by us (domain §2.4, §4.3). A channel sees faces; we see its answer alone (REG-28).</summary>
/// <remarks>
/// A channel that cannot be reached is an answer, never an exception: the flow offers its other ways (case FT-14).
/// Nothing that a browser brings back is a result; only <see cref="AskAsync"/> tells one.
/// </remarks>
public interface IFaceChannel
{
    /// <summary>Lower snake case, kept with the evidence: <c>alipay</c>, <c>app</c>.</summary>
    string Code { get; }

    /// <summary>Whether results are asked for by <see cref="AskAsync"/>; false: they come by themselves, signed, and nobody need ask.</summary>
    bool IsAsked => true;

    /// <summary>Whether the channel can check holders of this kind of document (domain §1.1, C42). Where no channel can, the counter does.</summary>
    bool Serves(IdDocumentType type);

    /// <summary>Opens one attempt for one person. A second attempt is a second transaction with an order number of its own.</summary>
    /// <param name="subject">Whose face is expected; of a type that the channel serves.</param>
    /// <param name="order">Our number of the attempt, never used before.</param>
    /// <param name="ct">Gives up; what was opened at the channel then runs out there by itself.</param>
    Task<FaceStart> StartAsync(FaceSubject subject, FaceOrderNumber order, CancellationToken ct);

    /// <summary>Asks how an attempt stands. Asking changes nothing and may be repeated.</summary>
    /// <param name="reference">From <see cref="FaceStart.Started"/>.</param>
    /// <param name="expected">The subject the attempt was opened for: an answer about anybody else is a failure (cases QR-15, AS-11).</param>
    /// <param name="ct">Gives up.</param>
    Task<FaceAnswer> AskAsync(FaceReference reference, FaceSubject expected, CancellationToken ct);
}
