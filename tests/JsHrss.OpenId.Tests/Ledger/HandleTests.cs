using System.Buffers.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Tests.Ledger;

public sealed class HandleTests
{
    [Theory]
    [InlineData(Keepsake.AuthorizationCode)]
    [InlineData(Keepsake.RefreshToken)]
    [InlineData(Keepsake.Interaction)]
    [InlineData(Keepsake.PushedRequest)]
    [Trait("Spec", "RFC 6749 §10.10/guessing")]
    [Trait("Case", "PI-15")]
    public void A_handle_holds_256_secret_bits_beside_its_key(Keepsake kind)
    {
        var secrets = new HashSet<string>(StringComparer.Ordinal);
        var bits = new int[256];
        for (var i = 0; i < 512; i++)
        {
            var (_, text) = Handle.Mint(kind, DateTimeOffset.UnixEpoch);
            var secret = Base64Url.DecodeFromChars(text.AsSpan(text.IndexOf('_') + 1))[16..];
            Assert.Equal(32, secret.Length);
            Assert.True(secrets.Add(Convert.ToHexString(secret)));
            for (var bit = 0; bit < 256; bit++)
                bits[bit] += (secret[bit / 8] >> (bit % 8)) & 1;
        }

        // Each bit is one about half of the time: outside 30 to 70 percent once in 10^19 runs.
        Assert.All(bits, ones => Assert.InRange(ones, 154, 358));
    }
}
