using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Outgoing;

/// <summary>Fetches the small public documents whose addresses clients registered (case JW-14): https, no redirect, two seconds in all, 64 kB.</summary>
internal sealed class GuardedFetcher(bool allowLoopback, TimeSpan patience, ImmutableArray<IPNetwork> networks) : IDisposable
{
    /// <summary>Bytes of a document.</summary>
    public const int MaxLength = 64 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HttpMessageInvoker _network = new(GuardedHandler.Create(allowLoopback, networks));

    public GuardedFetcher(IOptions<OpenIdProviderOptions> options)
        : this(options.Value.AllowLoopbackCalls, Patience, options.Value.AllowedNetworks)
    {
    }

    /// <summary>Whether anything is ever fetched from this address.</summary>
    public bool MayFetch(Uri address) =>
        address.IsAbsoluteUri
        && address.UserInfo.Length == 0
        && (address.Scheme == Uri.UriSchemeHttps || (allowLoopback && address.Scheme == Uri.UriSchemeHttp && address.IsLoopback));

    /// <summary>The document, or why there is none.</summary>
    public async Task<(byte[]? Body, string? Fault)> FetchAsync(Uri address)
    {
        if (!MayFetch(address))
            return (null, "the address is not https");
        using var time = new CancellationTokenSource(patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "application/jwk-set+json, application/json" } } };
            using var response = await _network.SendAsync(request, time.Token).ConfigureAwait(false);
            // Anything else, a redirect above all, leads to a place that was not registered.
            if (response.StatusCode != HttpStatusCode.OK)
                return (null, $"it answered {(int)response.StatusCode}");
            if (response.Content.Headers.ContentLength > MaxLength)
                return (null, "it is too long");
            return await ReadAsync(response.Content, time.Token).ConfigureAwait(false) is { } body ? (body, null) : (null, "it is too long");
        }
        catch (OperationCanceledException)
        {
            return (null, "it was too slow");
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return (null, failure.Message);
        }
    }

    public void Dispose() => _network.Dispose();

    /// <summary>Counted while it is read: no length is promised, or the promise is a lie.</summary>
    private static async Task<byte[]?> ReadAsync(HttpContent content, CancellationToken ct)
    {
        var stream = await content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[MaxLength + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
            return length > MaxLength ? null : buffer[..length];
        }
    }
}
