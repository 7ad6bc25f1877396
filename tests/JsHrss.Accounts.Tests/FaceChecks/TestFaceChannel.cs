using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.Tests.FaceChecks;

/// <summary>A channel whose answers the test sets.</summary>
internal sealed class TestFaceChannel(string code = FaceChannels.Alipay) : IFaceChannel
{
    private int opened;

    public string Code => code;

    public bool IsAsked { get; init; } = true;

    public Func<IdDocumentType, bool> ServesType { get; init; } = type => type != IdDocumentType.ForeignPassport;

    public FaceStart? Starts { get; set; }

    public FaceAnswer Answers { get; set; } = new FaceAnswer.Pending();

    public List<FaceSubject> Asked { get; } = [];

    public bool Serves(IdDocumentType type) => ServesType(type);

    public Task<FaceStart> StartAsync(FaceSubject subject, FaceOrderNumber order, CancellationToken ct) =>
        Task.FromResult(Starts ?? new FaceStart.Started(FaceReference.Read($"ref-{++opened}")!.Value, new FacePrompt($"https://channel.example/{opened}", null)));

    public Task<FaceAnswer> AskAsync(FaceReference reference, FaceSubject expected, CancellationToken ct)
    {
        Asked.Add(expected);
        return Task.FromResult(Answers);
    }
}
