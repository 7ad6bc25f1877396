using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using JsHrss.Storage.Audit;

namespace JsHrss.Storage.Tests.Audit;

/// <summary>The tree against the vectors of certificate transparency and against the recursion of the RFC.</summary>
public sealed class MerkleTreeTests
{
    private static readonly string[] Entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [Trait("Spec", "RFC 6962 §2.1")]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void The_root_is_that_of_the_known_vectors(int leaves, string root) =>
        Assert.Equal(root, Convert.ToHexStringLower(MerkleTree.RootOf(Entries.Take(leaves).Select(entry => MerkleTree.Leaf(Convert.FromHexString(entry))))));

    [Fact]
    [Trait("Spec", "RFC 6962 §2.1")]
    public void The_root_is_that_of_the_recursion_for_any_entries() => Check.QuickThrowOnFailure(Prop.ForAll(Lists(), entries =>
        Root(entries).AsSpan().SequenceEqual(ByDefinition(entries))));

    [Fact]
    [Trait("Case", "AD-14")]
    public void Any_entry_changed_left_out_added_or_moved_gives_another_root() => Check.QuickThrowOnFailure(Prop.ForAll(Lists(), Gen.Choose(0, int.MaxValue).ToArbitrary(), (entries, chance) =>
    {
        if (entries.Length == 0)
            return true;
        var (root, at) = (Root(entries), chance % entries.Length);
        var changed = (byte[][])entries.Clone();
        changed[at] = [.. entries[at], 7];
        var without = entries.Where((_, i) => i != at).ToArray();
        byte[][] with = [.. entries[..at], [1, 2, 3], .. entries[at..]];
        var moved = (byte[][])entries.Clone();
        var other = (at + 1) % entries.Length;
        (moved[at], moved[other]) = (moved[other], moved[at]);
        return Differs(root, changed) && Differs(root, without) && Differs(root, with) && (entries[at].AsSpan().SequenceEqual(entries[other]) || Differs(root, moved));
    }));

    [Fact]
    [Trait("Spec", "RFC 6962 §2.1")]
    public void A_node_cannot_stand_for_a_leaf()
    {
        byte[][] two = [[1], [2]];
        byte[] both = [.. MerkleTree.Leaf([1]), .. MerkleTree.Leaf([2])];
        Assert.NotEqual(Root(two), Root([both]));
    }

    private static bool Differs(byte[] root, byte[][] entries) => !root.AsSpan().SequenceEqual(Root(entries));

    private static byte[] Root(IEnumerable<byte[]> entries) => MerkleTree.RootOf(entries.Select(entry => MerkleTree.Leaf(entry)));

    /// <summary>MTH as the RFC writes it down: the largest power of two below n to the left.</summary>
    private static byte[] ByDefinition(ReadOnlySpan<byte[]> entries)
    {
        if (entries.Length == 0)
            return SHA256.HashData([]);
        if (entries.Length == 1)
            return SHA256.HashData([0, .. entries[0]]);
        var k = 1;
        while (k * 2 < entries.Length)
            k *= 2;
        return SHA256.HashData([1, .. ByDefinition(entries[..k]), .. ByDefinition(entries[k..])]);
    }

    private static Arbitrary<byte[][]> Lists() => ArbMap.Default.GeneratorFor<byte>().ArrayOf().ArrayOf().ToArbitrary();
}
