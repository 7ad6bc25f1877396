using JsHrss.OpenId.InMemory;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Hosting;

/// <summary>Keys that a test lets be gone, or declares compromised, from one call to the next.</summary>
public sealed class WithdrawableKeys(InMemorySigningKeys keys) : ISigningKeys
{
    public bool AreGone { get; set; }

    public DateTimeOffset? SignedUntil { get; set; }

    public int Revocations { get; set; }

    public ReadOnlyMemory<byte> Jwks => keys.Jwks;

    public ISigner For(string algorithm) => keys.For(algorithm);

    public bool Verify(string kid, string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
        !AreGone && Revocations == 0 && keys.Verify(kid, algorithm, input, signature);

    public bool VerifyAsOf(DateTimeOffset signedAt, string kid, string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) =>
        Revocations == 0 && (SignedUntil is null || signedAt < SignedUntil) && keys.Verify(kid, algorithm, input, signature);
}
