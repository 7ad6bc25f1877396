using System.Security.Cryptography;
using System.Text;
using JsHrss.Accounts.Passwords;

namespace JsHrss.Accounts.Tests.Passwords;

public sealed class PasswordHashTests
{
    [Fact]
    public void Only_the_password_itself_matches()
    {
        var hash = PasswordHash.Of("Demo-2026!", 10);
        Assert.True(hash.Matches("Demo-2026!"));
        Assert.False(hash.Matches("demo-2026!"));
        Assert.False(hash.Matches("Demo-2026! "));
        Assert.False(hash.Matches(""));
    }

    [Fact]
    public void It_reads_back_what_it_stores()
    {
        var stored = PasswordHash.Of("Demo-2026!", 12).Store();
        Assert.Matches("^pbkdf2-sha512\\$12\\$[A-Za-z0-9_-]{22}\\$[A-Za-z0-9_-]{43}$", stored);
        var read = PasswordHash.Restore(stored);
        Assert.Equal(12, read.Iterations);
        Assert.True(read.Matches("Demo-2026!"));
        Assert.Equal(stored, read.Store());
    }

    [Fact]
    [Trait("Spec", "RFC 8018 §5.2")]
    public void It_is_PBKDF2_with_HMAC_SHA512()
    {
        var salt = Encoding.ASCII.GetBytes("0123456789abcdef");
        var expected = Rfc2898DeriveBytes.Pbkdf2("Demo-2026!"u8, salt, 1000, HashAlgorithmName.SHA512, 32);
        var text = $"pbkdf2-sha512$1000${System.Buffers.Text.Base64Url.EncodeToString(salt)}${System.Buffers.Text.Base64Url.EncodeToString(expected)}";
        Assert.True(PasswordHash.Restore(text).Matches("Demo-2026!"));
    }

    [Fact]
    public void The_same_password_hashes_differently_each_time() => Assert.NotEqual(PasswordHash.Of("Demo-2026!", 10).Store(), PasswordHash.Of("Demo-2026!", 10).Store());

    [Fact]
    [Trait("Case", "PI-11")]
    public void Nothing_is_truncated()
    {
        var prefix = new string('a', 72);
        var hash = PasswordHash.Of(prefix + "A\0x", 10);
        Assert.True(hash.Matches(prefix + "A\0x"));
        Assert.False(hash.Matches(prefix + "A\0y"));
        Assert.False(hash.Matches(prefix + "A"));
        Assert.False(hash.Matches(prefix));
    }

    [Fact]
    [Trait("Case", "PI-11")]
    public void Two_hundred_characters_are_hashed_and_one_more_is_refused_before()
    {
        var longest = new string('a', 200);
        Assert.True(PasswordHash.Of(longest, 10).Matches(longest));
        Assert.False(PasswordHash.Of(longest, 10).Matches(longest + "a"));
        Assert.Throws<ArgumentException>(() => PasswordHash.Of(longest + "a", 10));
    }

    [Fact]
    [Trait("Case", "PI-11")]
    public void Nothing_is_normalised()
    {
        var hash = PasswordHash.Of("caf\u00E9", 10);
        Assert.True(hash.Matches("caf\u00E9"));
        Assert.False(hash.Matches("cafe\u0301"));
        Assert.False(hash.Matches("\uD800"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("pbkdf2-sha256$10$AAAA$AAAA")]
    [InlineData("pbkdf2-sha512$0$AAAA$AAAA")]
    [InlineData("pbkdf2-sha512$x$AAAA$AAAA")]
    [InlineData("pbkdf2-sha512$10$AAAA")]
    [InlineData("pbkdf2-sha512$10$**$AAAA")]
    public void A_damaged_store_is_noticed(string stored) => Assert.Throws<FormatException>(() => PasswordHash.Restore(stored));

    [Fact]
    public void It_prints_nothing_of_itself() => Assert.Equal("pbkdf2-sha512 x 10", PasswordHash.Of("Demo-2026!", 10).ToString());
}
