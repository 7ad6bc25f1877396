using JsHrss.OpenId.Ports;

namespace JsHrss.Storage.Signing;

/// <summary>One key in memory.</summary>
/// <param name="Kid">Its RFC 7638 thumbprint.</param>
/// <param name="Algorithm">The only one it is used with.</param>
/// <param name="Jwk">Public half, as published.</param>
/// <param name="Times">When it is what.</param>
/// <param name="Half">Private half while there is one.</param>
/// <param name="CanSign">Whether <paramref name="Half"/> is the private one.</param>
internal sealed record SigningKey(string Kid, string Algorithm, string Jwk, KeyTimes Times, KeyHalf Half, bool CanSign) : ISigner
{
    public int Sign(ReadOnlySpan<byte> input, Span<byte> signature) => Half.Sign(input, signature);

    public bool Verify(string algorithm, ReadOnlySpan<byte> input, ReadOnlySpan<byte> signature) => algorithm == Algorithm && Half.Verify(input, signature);
}
