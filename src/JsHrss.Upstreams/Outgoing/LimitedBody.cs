namespace JsHrss.Upstreams.Outgoing;

/// <summary>Reads an answer no longer than it may be.</summary>
internal static class LimitedBody
{
    /// <summary>The bytes, or null when there are more than <paramref name="limit"/>. Counted while they come: no length is promised, or the promise is a lie.</summary>
    public static async Task<byte[]?> ReadAsync(HttpContent content, int limit, CancellationToken ct)
    {
        if (content.Headers.ContentLength > limit)
            return null;
        var stream = await content.ReadAsStreamAsync(ct).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var buffer = new byte[limit + 1];
            var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct).ConfigureAwait(false);
            return length > limit ? null : buffer[..length];
        }
    }
}
