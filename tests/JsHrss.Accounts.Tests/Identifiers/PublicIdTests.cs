using JsHrss.Accounts.Identifiers;
using JsHrss.Accounts.Tests.Support;

namespace JsHrss.Accounts.Tests.Identifiers;

public sealed class PublicIdTests
{
    [Fact]
    public void Every_id_reads_back_what_it_writes()
    {
        var now = HandMovedTime.Start;
        var (unit, member, mandate, institution, session, officer, credential, person) =
            (UnitId.New(now), MembershipId.New(now), MandateId.New(now), InstitutionId.New(now), SessionId.New(now), OfficerId.New(now), CredentialId.New(now), PersonId.New());
        Assert.Equal(unit, UnitId.Read(unit.ToString()));
        Assert.Equal(member, MembershipId.Read(member.ToString()));
        Assert.Equal(mandate, MandateId.Read(mandate.ToString()));
        Assert.Equal(institution, InstitutionId.Read(institution.ToString()));
        Assert.Equal(session, SessionId.Read(session.ToString()));
        Assert.Equal(officer, OfficerId.Read(officer.ToString()));
        Assert.Equal(credential, CredentialId.Read(credential.ToString()));
        Assert.Equal(person, PersonId.Read(person.ToString()));
        Assert.Matches("^u_[0-7][0-9A-HJKMNP-TV-Z]{25}$", unit.ToString());
        Assert.StartsWith("p_", person.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000000-0000-0000-0000-000000000000", "u_00000000000000000000000000")]
    [InlineData("ffffffff-ffff-ffff-ffff-ffffffffffff", "u_7ZZZZZZZZZZZZZZZZZZZZZZZZZ")]
    [InlineData("00000000-0000-0000-0000-00000000001f", "u_0000000000000000000000000Z")]
    public void The_text_is_the_key_in_base32(string key, string text) => Assert.Equal(text, new UnitId(Guid.Parse(key)).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("u_")]
    [InlineData("m_00000000000000000000000000")]
    [InlineData("U_00000000000000000000000000")]
    [InlineData("u_0000000000000000000000000")]
    [InlineData("u_000000000000000000000000000")]
    [InlineData("u_80000000000000000000000000")]
    [InlineData("u_0000000000000000000000000z")]
    [InlineData("u_0000000000000000000000000I")]
    [InlineData("u_0000000000000000000000000L")]
    [InlineData("u_0000000000000000000000000O")]
    [InlineData("u_0000000000000000000000000U")]
    [InlineData("u_0000000000000000000000000\u0660")]
    public void Anything_else_is_no_id(string? text) => Assert.Null(UnitId.Read(text));

    [Fact]
    public void Later_keys_sort_later()
    {
        var now = HandMovedTime.Start;
        Assert.True(string.CompareOrdinal(UnitId.New(now).ToString(), UnitId.New(now.AddMilliseconds(1)).ToString()) < 0);
    }

    [Fact]
    [Trait("Case", "PI-03")]
    public void A_subject_is_random_in_every_bit()
    {
        var seen = Enumerable.Range(0, 200).Select(_ => new UInt128Bits(PersonId.New().Value)).ToList();
        Assert.Equal(200, seen.Distinct().Count());
        // A version or variant field would hold the same bits in all of them.
        Assert.All(Enumerable.Range(0, 128), bit => Assert.Equal(2, seen.Select(id => id.Bit(bit)).Distinct().Count()));
    }

    private sealed record UInt128Bits(Guid Value)
    {
        public bool Bit(int index) => (Value.ToByteArray(bigEndian: true)[index / 8] >> (index % 8) & 1) == 1;
    }
}
