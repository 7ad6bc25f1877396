using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization.Rules;

/// <summary>Only codes are answered: tokens never travel through a browser's address bar (RFC 9700 §2.1.2, case AZ-10).</summary>
internal sealed class ResponseTypeIsCode : IRule<AddressedRequest>
{
    public SpecRef Law { get; } = new("RFC 6749", "3.1.1");

    public ValueTask<ProtocolError?> BreachAsync(AddressedRequest request, CancellationToken ct) => request.Parameters["response_type"] switch
    {
        "code" => Breach.None,
        null => Breach.InvalidRequest("response_type is missing."),
        _ => Breach.Of("unsupported_response_type", "The only response_type is code."),
    };
}
