using System.Security.Cryptography;

namespace JsHrss.Storage.Audit;

/// <summary>
/// The Merkle Tree Hash of RFC 6962 §2.1 over leaves that come one after the other: of n leaves it keeps at most log2(n) hashes. Leaves and nodes are hashed with different
/// first bytes, so that no node can be passed off as a leaf (second preimage).
/// </summary>
internal sealed class MerkleTree
{
    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = 32;

    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>Roots of full subtrees, from the left, each of fewer leaves than the one before.</summary>
    private readonly Stack<(byte[] Hash, int Height)> full = [];

    /// <summary>How many leaves there are.</summary>
    public long Count { get; private set; }

    /// <summary>Root of all leaves so far; without leaves SHA-256 of nothing.</summary>
    public byte[] Root
    {
        get
        {
            byte[]? root = null;
            foreach (var (hash, _) in full) // the newest, smallest subtree first
                root = root is null ? hash : Node(hash, root);
            return root ?? SHA256.HashData([]);
        }
    }

    /// <summary>Root of these leaves.</summary>
    public static byte[] RootOf(IEnumerable<byte[]> leaves)
    {
        var tree = new MerkleTree();
        foreach (var leaf in leaves)
            tree.Add(leaf);
        return tree.Root;
    }

    /// <summary>Hash of an entry: SHA-256(0x00 || entry).</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(entry);
        return hash.GetHashAndReset();
    }

    /// <summary>Adds the hash of the next entry.</summary>
    public void Add(byte[] leaf)
    {
        var (hash, height) = (leaf, 0);
        while (full.TryPeek(out var left) && left.Height == height)
        {
            full.Pop();
            (hash, height) = (Node(left.Hash, hash), height + 1);
        }

        full.Push((hash, height));
        Count++;
    }

    /// <summary>SHA-256(0x01 || left || right).</summary>
    private static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> both = stackalloc byte[1 + (2 * HashBytes)];
        both[0] = NodePrefix;
        left.CopyTo(both[1..]);
        right.CopyTo(both[(1 + HashBytes)..]);
        return SHA256.HashData(both);
    }
}
