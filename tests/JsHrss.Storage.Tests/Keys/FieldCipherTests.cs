using System.Security.Cryptography;
using JsHrss.Storage.Keys;

namespace JsHrss.Storage.Tests.Keys;

public sealed class FieldCipherTests : IDisposable
{
    private readonly KeyVault vault = new(new Dictionary<byte, byte[]> { [1] = RandomNumberGenerator.GetBytes(32) });
    private readonly Guid row = Guid.CreateVersion7();

    private FieldCipher Cipher => new(vault);

    public void Dispose() => vault.Dispose();

    [Fact]
    public void What_was_sealed_opens_again()
    {
        var @sealed = Cipher.SealText(SealedField.PersonName, row, "孙示名");
        Assert.Equal("孙示名", Cipher.OpenText(SealedField.PersonName, row, @sealed));
    }

    [Fact]
    public void The_value_says_algorithm_and_key_version_and_is_never_the_same_twice()
    {
        var first = Cipher.SealText(SealedField.PersonName, row, "孙示名");
        var second = Cipher.SealText(SealedField.PersonName, row, "孙示名");
        Assert.Equal(new byte[] { 1, 1 }, first[..2]);
        Assert.Equal(2 + 12 + 9 + 16, first.Length);
        Assert.NotEqual(first, second);
    }

    [Fact]
    [Trait("Case", "PI-01")]
    public void Ciphertexts_swapped_between_two_rows_do_not_open()
    {
        var mine = Cipher.SealText(SealedField.PersonDocument, row, "320100199001010018");
        Assert.ThrowsAny<CryptographicException>(() => Cipher.OpenText(SealedField.PersonDocument, Guid.CreateVersion7(), mine));
    }

    [Fact]
    [Trait("Case", "PI-01")]
    public void A_ciphertext_moved_to_another_column_does_not_open()
    {
        var name = Cipher.SealText(SealedField.PersonName, row, "孙示名");
        Assert.ThrowsAny<CryptographicException>(() => Cipher.OpenText(SealedField.PersonMobile, row, name));
    }

    [Fact]
    public void A_changed_byte_anywhere_does_not_open()
    {
        var good = Cipher.SealText(SealedField.PersonName, row, "孙示名");
        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Cipher.Open(SealedField.PersonName, row, bad));
        }
    }

    [Fact]
    public void A_later_master_key_seals_anew_and_the_earlier_still_opens()
    {
        var (first, second) = (RandomNumberGenerator.GetBytes(32), RandomNumberGenerator.GetBytes(32));
        using var before = new KeyVault(new Dictionary<byte, byte[]> { [1] = first });
        using var after = new KeyVault(new Dictionary<byte, byte[]> { [1] = first, [2] = second });
        var old = new FieldCipher(before).SealText(SealedField.PersonName, row, "孙示名");
        var renewed = new FieldCipher(after).SealText(SealedField.PersonName, row, "孙示名");

        Assert.Equal("孙示名", new FieldCipher(after).OpenText(SealedField.PersonName, row, old));
        Assert.Equal(2, renewed[1]);
        Assert.ThrowsAny<CryptographicException>(() => new FieldCipher(before).OpenText(SealedField.PersonName, row, renewed));
    }

    [Fact]
    public async Task Threads_seal_and_open_side_by_side()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() =>
        {
            for (var i = 0; i < 200; i++)
                Assert.Equal($"{n}-{i}", Cipher.OpenText(SealedField.PersonName, row, Cipher.SealText(SealedField.PersonName, row, $"{n}-{i}")));
        })));
    }
}
