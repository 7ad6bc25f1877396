using JsHrss.Accounts.Audit;

namespace JsHrss.Storage.Audit;

/// <summary>One audit fact before it is written: what engine and domain say, in keys.</summary>
internal sealed record AuditEntry(string Code, string Outcome, string? Reason)
{
    /// <summary>Who did it.</summary>
    public Guid? Actor { get; init; }

    /// <summary>Whom it concerns.</summary>
    public Guid? Subject { get; init; }

    public Guid? Unit { get; init; }

    /// <summary>In which context; unit and mandate are read from it.</summary>
    public Guid? Membership { get; init; }

    public Guid? Mandate { get; init; }

    public string? Client { get; init; }

    /// <summary>Where it came from, when the domain says so; null: as the host tells it.</summary>
    public RequestOrigin? Origin { get; init; }

    /// <summary>JSON, UTF-8; sealed apart from the fact.</summary>
    public byte[]? Detail { get; init; }
}
