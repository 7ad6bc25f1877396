using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Authorization;

/// <summary>Where and how a client is answered.</summary>
/// <param name="Client">Whose redirect URI it is.</param>
/// <param name="RedirectUri">Proven.</param>
/// <param name="Mode">As asked for and registered.</param>
/// <param name="State">Echoed; null when absent.</param>
internal sealed record AnswerAddress(Client Client, string RedirectUri, ResponseMode Mode, string? State)
{
    public static AnswerAddress Of(AuthorizationRequest request) => new(request.Client, request.RedirectUri, request.ResponseMode, request.State);

    public static AnswerAddress Of(AddressedRequest request) => new(request.Client, request.RedirectUri, request.ResponseMode, request.State);
}
