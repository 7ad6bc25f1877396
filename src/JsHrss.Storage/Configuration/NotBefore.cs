using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Configuration;

/// <summary>The bound of <c>config_version</c> as this node knows it.</summary>
internal sealed class NotBefore : INotBefore
{
    private long unixMilliseconds;

    public DateTimeOffset? Global
    {
        get => Interlocked.Read(ref unixMilliseconds) is > 0 and var at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;
        set => Interlocked.Exchange(ref unixMilliseconds, value?.ToUnixTimeMilliseconds() ?? 0);
    }
}
