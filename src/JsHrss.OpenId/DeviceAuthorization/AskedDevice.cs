using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.DeviceAuthorization;

/// <summary>The device that an authorization request speaks for: what a person is shown of it before approving (RFC 8628 §3.3, §5.4).</summary>
/// <param name="UserCode">What its screen shows; compared by the person.</param>
/// <param name="Address">From which network address it asked, as text; null: not known. Personal data, perhaps: shown, never logged.</param>
/// <param name="AskedAt">UTC.</param>
/// <param name="ExpiresAt">When its codes are over, UTC.</param>
public sealed record AskedDevice(UserCode UserCode, string? Address, DateTimeOffset AskedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Of the device code's handle.</summary>
    internal Guid Key { get; init; }

    /// <summary>Without code and address.</summary>
    public override string ToString() => nameof(AskedDevice);
}

/// <summary>An <see cref="AskedDevice"/> within a sealed payload.</summary>
internal sealed record KeptDevice(Guid Key, string UserCode, string? Address, long AskedAt, long ExpiresAt)
{
    public static KeptDevice? Of(AskedDevice? asked) => asked is null
        ? null
        : new KeptDevice(asked.Key, asked.UserCode.Value, asked.Address, asked.AskedAt.ToUnixTimeMilliseconds(), asked.ExpiresAt.ToUnixTimeMilliseconds());

    public AskedDevice ToAsked() => new(
        Ports.UserCode.Read(UserCode) ?? throw new InvalidOperationException("A kept user code cannot be read again."),
        Address,
        DateTimeOffset.FromUnixTimeMilliseconds(AskedAt),
        DateTimeOffset.FromUnixTimeMilliseconds(ExpiresAt))
    {
        Key = Key,
    };
}
