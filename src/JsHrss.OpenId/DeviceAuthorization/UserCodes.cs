using JsHrss.OpenId.Ports;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>
/// Makes user codes. A guess hits any outstanding code, so the more are outstanding, the better its odds (RFC 8628 §5.1): when many are, new codes are longer,
/// and whoever floods the endpoint makes nobody's code easier to guess (case QR-07).
/// </summary>
internal sealed class UserCodes(TimeProvider clock, IOptions<OpenIdProviderOptions> options)
{
    /// <summary>Against how many nodes the bound below holds: each counts what it made itself.</summary>
    public const int Nodes = 8;

    /// <summary>Codes of the short form that one node has outstanding at most: of all nodes together at most 20^8 / 2^20, so that one guess hits with at most 2^-20.</summary>
    public const int MostShort = 24_414 / Nodes;

    private readonly Lock _gate = new();
    private readonly TimeSpan _lifetime = options.Value.DeviceCodeLifetime;
    private long _begin;
    private int _current;
    private int _before;

    /// <summary>A new code, of the short form where the count allows it.</summary>
    public UserCode Next() => UserCode.New(IsShort() ? UserCode.Length : UserCode.LongLength);

    // Two windows of a lifetime each hold everything that can be outstanding.
    private bool IsShort()
    {
        lock (_gate)
        {
            var elapsed = clock.GetElapsedTime(_begin);
            if (elapsed >= _lifetime)
                (_before, _current, _begin) = (elapsed >= 2 * _lifetime ? 0 : _current, 0, clock.GetTimestamp());
            if (_before + _current >= MostShort)
                return false;
            _current++;
            return true;
        }
    }
}
