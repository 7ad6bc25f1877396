using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>How a rule answers.</summary>
internal static class Breach
{
    public static ValueTask<ProtocolError?> None => ValueTask.FromResult<ProtocolError?>(null);

    public static ValueTask<ProtocolError?> Of(string code, string forClient) => ValueTask.FromResult<ProtocolError?>(new ProtocolError(code, forClient, forClient));

    public static ValueTask<ProtocolError?> InvalidRequest(string forClient) => Of("invalid_request", forClient);
}
