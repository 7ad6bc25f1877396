using System.Security.Cryptography;
using System.Text;
using JsHrss.Storage.Keys;

namespace JsHrss.Storage.Tests.Keys;

public sealed class LookupIndexTests
{
    [Fact]
    [Trait("Case", "PI-02")]
    public void An_index_needs_the_key_and_is_no_plain_hash()
    {
        using var one = new KeyVault(new Dictionary<byte, byte[]> { [1] = RandomNumberGenerator.GetBytes(32) });
        using var other = new KeyVault(new Dictionary<byte, byte[]> { [1] = RandomNumberGenerator.GetBytes(32) });
        const string number = "320100199001010018";

        var index = new LookupIndex(one).Of(LookupKinds.Number, number);

        Assert.Equal(16, index.Length);
        Assert.Equal(index, new LookupIndex(one).Of(LookupKinds.Number, number));
        Assert.NotEqual(index, new LookupIndex(other).Of(LookupKinds.Number, number));
        Assert.NotEqual(index, SHA256.HashData(Encoding.UTF8.GetBytes(number))[..16]);
    }

    [Fact]
    [Trait("Case", "EN-11")]
    public void The_same_digits_of_another_kind_are_another_index()
    {
        using var vault = new KeyVault(new Dictionary<byte, byte[]> { [1] = RandomNumberGenerator.GetBytes(32) });
        var index = new LookupIndex(vault);
        Assert.NotEqual(index.Of(LookupKinds.Mobile, "13000000001"), index.Of(LookupKinds.Number, "13000000001"));
    }

    [Fact]
    public void Indexes_stay_with_the_first_master_key()
    {
        var first = RandomNumberGenerator.GetBytes(32);
        using var before = new KeyVault(new Dictionary<byte, byte[]> { [1] = first });
        using var after = new KeyVault(new Dictionary<byte, byte[]> { [1] = first, [2] = RandomNumberGenerator.GetBytes(32) });
        Assert.Equal(new LookupIndex(before).Of(LookupKinds.Mobile, "13000000001"), new LookupIndex(after).Of(LookupKinds.Mobile, "13000000001"));
    }
}
