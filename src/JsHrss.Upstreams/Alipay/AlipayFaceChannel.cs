using System.Text.Json;
using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Upstreams.Alipay;

/// <summary>Face checks in the Alipay app: <c>alipay.user.certify.open.initialize</c>, <c>certify</c>, <c>query</c> (domain §2.4).</summary>
/// <remarks><c>return_url</c> stays empty: it would open inside the phone, and nothing that comes back that way is a result.</remarks>
internal sealed class AlipayFaceChannel(AlipayGatewayClient gateway, AlipayOptions options) : IFaceChannel
{
    public const string Name = "alipay";

    private const string Initialize = "alipay.user.certify.open.initialize";
    private const string Certify = "alipay.user.certify.open.certify";
    private const string Query = "alipay.user.certify.open.query";

    public string Code => Name;

    public bool Serves(IdDocumentType type) => CertTypes.Of(type) is not null;

    public async Task<FaceStart> StartAsync(FaceSubject subject, FaceOrderNumber order, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(subject);
        if (CertTypes.Of(subject.Document.Type) is not { } certType)
            return new FaceStart.NotServed();
        var answer = await gateway.CallAsync(Initialize, new
        {
            outer_order_no = order.Value,
            biz_code = options.FaceBizCode,
            identity_param = new { identity_type = "CERT_INFO", cert_type = certType, cert_name = subject.Name.Value, cert_no = CertTypes.NumberOf(subject.Document) },
            // The picture is not kept there, and never sent here (REG-28).
            merchant_config = new { return_url = "", face_reserve_strategy = "never" },
        }, ct).ConfigureAwait(false);
        return answer switch
        {
            GatewayAnswer.Done done when FaceReference.Read(done.Text("certify_id")) is { } reference => new FaceStart.Started(reference, PromptFor(reference)),
            // What it calls wrongly written will be no better the next time; everything else may pass.
            GatewayAnswer.Refused { SubCode: "ILLEGAL_ARGUMENT_FORMAT" } => new FaceStart.NotServed(),
            _ => new FaceStart.Unavailable(),
        };
    }

    public async Task<FaceAnswer> AskAsync(FaceReference reference, FaceSubject expected, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var answer = await gateway.CallAsync(Query, new { certify_id = reference.Value }, ct).ConfigureAwait(false);
        return answer switch
        {
            GatewayAnswer.Done done => Judge(done, expected),
            GatewayAnswer.Refused { SubCode: "CERTIFY_ID_EXPIRED" or "OPEN_CERTIFY_BILL_NOT_EXIST" } => new FaceAnswer.Gone(),
            // Said of bills whose holder has not begun.
            GatewayAnswer.Refused { SubCode: "OPEN_CERTIFY_BILL_STATUS_ERROR" } => new FaceAnswer.Pending(),
            _ => new FaceAnswer.Unavailable(),
        };
    }

    /// <remarks><c>passed=F</c> without a reason is said before the holder has finished, too: it is final only with one.</remarks>
    private static FaceAnswer Judge(GatewayAnswer.Done done, FaceSubject expected) => done.Text("passed") switch
    {
        "T" => NamesAnother(done.Text("identity_info"), expected) ? new FaceAnswer.Failed(FaceFailure.OtherSubject) : new FaceAnswer.Passed(),
        "F" => string.IsNullOrWhiteSpace(done.Text("fail_reason")) ? new FaceAnswer.Pending() : new FaceAnswer.Failed(FaceFailure.NotPassed),
        _ => new FaceAnswer.Unavailable(),
    };

    /// <summary>Where Alipay tells whose face it was, it must be the one we asked about: a signed answer about somebody else could have been replayed (cases AS-11, QR-15). Masked values tell nothing.</summary>
    private static bool NamesAnother(string? identity, FaceSubject expected)
    {
        if (string.IsNullOrWhiteSpace(identity))
            return false;
        try
        {
            using var document = JsonDocument.Parse(identity);
            return Differs(document.RootElement, "cert_no", CertTypes.NumberOf(expected.Document))
                || Differs(document.RootElement, "cert_name", expected.Name.Value);
        }
        catch (JsonException)
        {
            return true;
        }
    }

    private static bool Differs(JsonElement identity, string name, string expected) =>
        identity.ValueKind != JsonValueKind.Object
        || (identity.TryGetProperty(name, out var value)
            && (value.ValueKind != JsonValueKind.String
                || (value.GetString() is { Length: > 0 } told && !told.Contains('*', StringComparison.Ordinal) && !told.Equals(expected, StringComparison.OrdinalIgnoreCase))));

    /// <summary>On a screen its address as a code; on the phone itself the link that opens the app with it.</summary>
    private FacePrompt PromptFor(FaceReference reference)
    {
        var page = gateway.PageFor(Certify, new { certify_id = reference.Value }).AbsoluteUri;
        return new FacePrompt(page, new Uri($"alipays://platformapi/startapp?appId=20000067&url={Uri.EscapeDataString(page)}"));
    }
}
