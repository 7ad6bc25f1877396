using System.Security.Cryptography;
using JsHrss.Storage.Keys;

namespace JsHrss.Storage.Audit;

/// <summary>What became of a fact's detail.</summary>
internal enum DetailState
{
    /// <summary>The fact never had one.</summary>
    None = 1,

    /// <summary>It is the one that was told.</summary>
    Whole = 2,

    /// <summary>It was erased; the fact keeps its salted digest.</summary>
    Erased = 3,

    /// <summary>It is another one.</summary>
    Changed = 4,
}

/// <summary>Holds the sealed detail of a fact against the digest in the fact.</summary>
internal sealed class DetailCheck(FieldCipher cipher)
{
    /// <param name="fact">Whose MAC verified.</param>
    /// <param name="plain">The detail, where it is whole.</param>
    public DetailState Of(StoredFact fact, out byte[]? plain)
    {
        plain = null;
        if (fact.Detail is null || fact.Salt is null)
            return fact.Row.DetailDigest is null ? DetailState.None : DetailState.Erased;
        if (fact.Row.DetailDigest is null)
            return DetailState.Changed;
        try
        {
            plain = cipher.Open(SealedField.AuditDetail, fact.Row.Id, fact.Detail);
        }
        catch (CryptographicException)
        {
            return DetailState.Changed;
        }

        return SHA256.HashData([.. fact.Salt, .. plain]).AsSpan().SequenceEqual(fact.Row.DetailDigest) ? DetailState.Whole : DetailState.Changed;
    }
}
