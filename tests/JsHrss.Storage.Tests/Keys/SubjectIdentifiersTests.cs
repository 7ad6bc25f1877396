using System.Security.Cryptography;
using JsHrss.Accounts.Identifiers;
using JsHrss.OpenId.Ports;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Signing;

namespace JsHrss.Storage.Tests.Keys;

public sealed class SubjectIdentifiersTests
{
    private static readonly SubjectId Sun = new(PersonId.New().ToString());
    private static readonly SubjectId Li = new(PersonId.New().ToString());

    [Fact]
    [Trait("Spec", "OIDC Core §8.1/per-sector")]
    public void Each_sector_and_each_person_has_a_subject_of_its_own()
    {
        using var vault = Vault(RandomNumberGenerator.GetBytes(32));
        var names = new SubjectIdentifiers(vault);

        string[] all = [names.Subject(Sun, Of("a.example")), names.Subject(Sun, Of("b.example")), names.Subject(Li, Of("a.example")), names.Subject(Li, Of("b.example")), names.Subject(Sun, Of(null)), names.Subject(Li, Of(null))];

        Assert.Equal(all.Length, all.Distinct(StringComparer.Ordinal).Count());
        Assert.All(all, sub => Assert.Matches("^p_[0-9A-HJKMNP-TV-Z]{26}$", sub));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §8.1/deterministic")]
    public void The_same_person_has_the_same_subject_for_every_client_of_a_sector_and_after_a_new_master_key()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        using var before = Vault(key);
        using var after = new KeyVault(new Dictionary<byte, byte[]> { [1] = key, [2] = RandomNumberGenerator.GetBytes(32) });

        Assert.Equal(new SubjectIdentifiers(before).Subject(Sun, Of("a.example")), new SubjectIdentifiers(before).Subject(Sun, Of("a.example", "other")));
        Assert.Equal(new SubjectIdentifiers(before).Subject(Sun, Of("a.example")), new SubjectIdentifiers(after).Subject(Sun, Of("a.example")));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §8.1/not-reversible")]
    public void Without_the_key_nobody_finds_the_person_behind_a_subject()
    {
        using var one = Vault(RandomNumberGenerator.GetBytes(32));
        using var other = Vault(RandomNumberGenerator.GetBytes(32));

        // Whoever knows sector and person, but not the key, computes something else.
        Assert.NotEqual(new SubjectIdentifiers(one).Subject(Sun, Of("a.example")), new SubjectIdentifiers(other).Subject(Sun, Of("a.example")));
    }

    [Fact]
    public void We_alone_find_the_person_behind_a_subject_and_only_in_its_own_sector()
    {
        using var vault = Vault(RandomNumberGenerator.GetBytes(32));
        var names = new SubjectIdentifiers(vault);
        foreach (var sector in new[] { "a.example", null })
            Assert.Equal(Sun, names.Find(names.Subject(Sun, Of(sector)), Of(sector)));

        // In another sector it is somebody's who does not exist; and so is the person's own name in a sector, and a sector's outside.
        Assert.NotEqual(Sun, names.Find(names.Subject(Sun, Of("a.example")), Of("b.example")));
        Assert.NotEqual(Sun, names.Find(names.Subject(Sun, Of("a.example")), Of(null)));
        Assert.NotEqual(Sun, names.Find(Sun.Value, Of("a.example")));
        foreach (var no in new[] { "", "p_", "u_" + Sun.Value[2..], Sun.Value.ToLowerInvariant(), Sun.Value + "0", "p_8" + Sun.Value[3..], "王示办" })
            Assert.Null(names.Find(no, Of("a.example")));
    }

    [Fact]
    public void A_key_that_rotates_enciphers_nothing_that_is_to_be_found_again()
    {
        using var vault = Vault(RandomNumberGenerator.GetBytes(32));
        Assert.Throws<ArgumentOutOfRangeException>(() => vault.Encipher(KeyLabel.Field, "x"u8, new byte[16]));
    }

    [Fact]
    [Trait("Spec", "OIDC Core §5.7/unique")]
    public void A_new_person_gets_a_name_that_nobody_ever_had()
    {
        var names = Enumerable.Range(0, 10_000).Select(_ => PersonId.New().ToString()).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(10_000, names.Count);
    }

    private static KeyVault Vault(byte[] key) => new(new Dictionary<byte, byte[]> { [1] = key });

    private static Client Of(string? sector, string id = "client") => new()
    {
        Id = new ClientId(id),
        Name = id,
        AuthenticationMethod = ClientAuthenticationMethod.None,
        GrantTypes = ["authorization_code"],
        Scopes = ["openid"],
        SectorIdentifier = sector,
    };
}
