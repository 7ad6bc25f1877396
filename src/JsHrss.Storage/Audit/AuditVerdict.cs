namespace JsHrss.Storage.Audit;

/// <summary>What a verification saw.</summary>
public sealed record AuditVerdict
{
    /// <summary>The first thing that is wrong; null: everything is as it was told.</summary>
    public AuditFinding? Finding { get; init; }

    /// <summary>Seals walked.</summary>
    public long Seals { get; init; }

    /// <summary>Facts under them that are there.</summary>
    public long SealedFacts { get; init; }

    /// <summary>Facts without a seal yet; their MACs were checked.</summary>
    public long UnsealedFacts { get; init; }

    /// <summary>Seals whose facts were dropped after the legal time, as a fact tells.</summary>
    public long DroppedSeals { get; init; }

    /// <summary>Facts under them.</summary>
    public long DroppedFacts { get; init; }

    /// <summary>Facts whose detail was erased.</summary>
    public long ErasedDetails { get; init; }

    /// <summary>Erasures that facts tell of. Fewer than <see cref="ErasedDetails"/>: somebody deleted details past the command.</summary>
    public long ErasuresTold { get; init; }

    /// <summary>Seals of a copy that a declared restore replaced.</summary>
    public long ReplacedSeals { get; init; }

    /// <summary>Numbers of seals that began an epoch, after a backup was put back.</summary>
    public IReadOnlyList<long> EpochsBegun { get; init; } = [];

    /// <summary>When the first fact walked was told, UTC.</summary>
    public DateTimeOffset? FirstAt { get; init; }

    /// <summary>When the last one was.</summary>
    public DateTimeOffset? LastAt { get; init; }

    /// <summary>The newest seal; to be written down elsewhere.</summary>
    public KnownSeal? LastSeal { get; init; }
}

/// <summary>A seal as somebody outside knows it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Hash">SHA-256, 32 bytes.</param>
/// <param name="Epoch">Of which epoch; null where only number and hash were written down.</param>
public sealed record KnownSeal(long Number, ReadOnlyMemory<byte> Hash, int? Epoch)
{
    /// <summary>Number, colon, hash in hexadecimal.</summary>
    public override string ToString() => $"{Number}:{Convert.ToHexStringLower(Hash.Span)}";

    /// <summary>Reads <see cref="ToString"/>; null for anything else.</summary>
    /// <param name="text">From an operator.</param>
    public static KnownSeal? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Split(':') is [var number, { Length: 64 } hash] && long.TryParse(number, System.Globalization.NumberStyles.None, null, out var n) && n > 0 && hash.All(char.IsAsciiHexDigit)
            ? new KnownSeal(n, Convert.FromHexString(hash), null)
            : null;
    }
}
