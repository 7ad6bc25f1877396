using System.Collections.Immutable;
using System.Text.Json;
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

    /// <summary>A fact of the domain.</summary>
    public static AuditEntry Of(AuditFact fact) => new(fact.Code, fact.Result == AuditResult.Ok ? "ok" : "refused", fact.Reason)
    {
        Actor = fact.Actor?.Value ?? fact.Subject?.Value,
        Subject = fact.Subject?.Value,
        Unit = fact.Unit?.Value,
        Membership = fact.Membership?.Value,
        Mandate = fact.Mandate?.Value,
        Client = fact.Client,
        Origin = fact.Origin == RequestOrigin.Unknown ? null : fact.Origin,
        Detail = fact.Detail.IsEmpty ? null : JsonSerializer.SerializeToUtf8Bytes(fact.Detail.ToImmutableSortedDictionary(StringComparer.Ordinal)),
    };
}
