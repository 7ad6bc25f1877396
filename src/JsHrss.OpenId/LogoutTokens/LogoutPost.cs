using System.Net;
using JsHrss.OpenId.Outgoing;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.LogoutTokens;

/// <summary>Posts a logout token to a relying party (Back-Channel Logout §2.5).</summary>
internal sealed class LogoutPost(IOptions<OpenIdProviderOptions> options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(GuardedHandler.Create(options.Value.AllowLoopbackCalls, options.Value.AllowedNetworks)) { Timeout = Patience };

    /// <summary>Null: it was received. Otherwise what went wrong, without anything that the other side wrote.</summary>
    /// <param name="address">As registered.</param>
    /// <param name="token">The logout token.</param>
    /// <param name="ct">The server stops.</param>
    public async Task<string?> FailureAsync(Uri address, string token, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent([new("logout_token", token)]) };
            // The body says nothing that we would use (§2.8) and is not read.
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct).ConfigureAwait(false);
            // "200 OK", and "204 No Content ... to mean success" because some frameworks answer so (§2.8).
            return response.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent ? null : $"status {(int)response.StatusCode}";
        }
        catch (HttpRequestException failure)
        {
            return $"not reached: {failure.HttpRequestError}";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "no answer in time";
        }
    }

    public void Dispose() => _http.Dispose();
}
