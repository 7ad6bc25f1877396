using System.Text.Json;

namespace UpstreamSandbox.Alipay;

/// <summary>What the platform answers to the face calls: a node's members, success or not.</summary>
internal sealed class FaceCalls(FaceBills bills)
{
    public const string Initialize = "alipay.user.certify.open.initialize";
    public const string Certify = "alipay.user.certify.open.certify";
    public const string Query = "alipay.user.certify.open.query";

    private static readonly string[] CertTypes =
        ["IDENTITY_CARD", "HOME_VISIT_PERMIT_HK_MC", "HOME_VISIT_PERMIT_TAIWAN", "RESIDENCE_PERMIT_HK_MC", "RESIDENCE_PERMIT_TAIWAN", "PERMANENT_RESIDENCE_FOREIGNER"];

    public Dictionary<string, string> Answer(string method, JsonElement content) => method switch
    {
        Initialize => Begin(content),
        Query => Ask(content),
        _ => Failure("isv.invalid-method", "不存在的方法名", "40002"),
    };

    public static Dictionary<string, string> Failure(string subCode, string text, string code = "40004") => new(StringComparer.Ordinal)
    {
        ["code"] = code,
        ["msg"] = code == "40004" ? "Business Failed" : code == "20000" ? "Service Currently Unavailable" : "Invalid Arguments",
        ["sub_code"] = subCode,
        ["sub_msg"] = text,
    };

    private Dictionary<string, string> Begin(JsonElement content)
    {
        var order = Text(content, "outer_order_no");
        var identity = content.TryGetProperty("identity_param", out var given) ? given : default;
        var (name, type, number) = (Text(identity, "cert_name"), Text(identity, "cert_type"), Text(identity, "cert_no"));
        if (order is not { Length: 32 } || !order.All(char.IsAsciiLetterOrDigit) || Text(content, "biz_code") is not ("FACE" or "CERT_PHOTO" or "CERT_PHOTO_FACE" or "SMART_FACE")
            || Text(identity, "identity_type") != "CERT_INFO" || name is not { Length: > 0 } || number is not { Length: > 0 } || !CertTypes.Contains(type))
            return Failure("ILLEGAL_ARGUMENT_FORMAT", "参数格式错误");
        return bills.Open(order, name, type!, number) is { } bill
            ? Success(("certify_id", bill.CertifyId))
            : Failure("ILLEGAL_ARGUMENT_FORMAT", "商户订单号重复");
    }

    private Dictionary<string, string> Ask(JsonElement content) => bills.Find(Text(content, "certify_id")) switch
    {
        null => Failure("OPEN_CERTIFY_BILL_NOT_EXIST", "认证单据不存在"),
        { State: BillState.Expired } => Failure("CERTIFY_ID_EXPIRED", "认证已失效"),
        { State: BillState.Opened } => Failure("OPEN_CERTIFY_BILL_STATUS_ERROR", "认证单据状态不正确"),
        { State: BillState.Looking } => Success(("passed", "F")),
        { State: BillState.Failed } => Success(("passed", "F"), ("fail_reason", "人脸比对不一致")),
        { } bill => Success(("passed", "T"), ("identity_info", JsonSerializer.Serialize(new { cert_name = bill.Name, cert_type = bill.Type, cert_no = bill.Number })), ("material_info", "")),
    };

    private static Dictionary<string, string> Success(params (string Name, string Value)[] members)
    {
        var node = new Dictionary<string, string>(StringComparer.Ordinal) { ["code"] = "10000", ["msg"] = "Success" };
        foreach (var (name, value) in members)
            node[name] = value;
        return node;
    }

    internal static string? Text(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
