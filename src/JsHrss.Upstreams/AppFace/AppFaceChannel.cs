using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Upstreams.AppFace;

/// <summary>Face checks in 江苏智慧人社APP (domain §4.3). Nobody is called: the phone takes our number to the app's face service, and brings what that one signed (<see cref="FaceAssertionJws"/>).</summary>
internal sealed class AppFaceChannel(AppFaceOptions options) : IFaceChannel
{
    public string Code => FaceChannels.App;

    public bool IsAsked => false;

    public bool Serves(IdDocumentType type) => options.Documents.Contains(type.Code());

    public Task<FaceStart> StartAsync(FaceSubject subject, FaceOrderNumber order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Task.FromResult<FaceStart>(Serves(subject.Document.Type)
            ? new FaceStart.Awaited(new FacePrompt(AppFaceCode.TextOf(options.Issuer, order), AppFaceCode.LinkOf(order)))
            : new FaceStart.NotServed());
    }

    /// <remarks>The service is known by what it signs alone; what has come stands with the attempt.</remarks>
    public Task<FaceAnswer> AskAsync(FaceReference reference, FaceSubject expected, CancellationToken ct) => Task.FromResult<FaceAnswer>(new FaceAnswer.Pending());
}
