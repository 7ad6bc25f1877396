using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.Accounts.Audit;

namespace JsHrss.Storage.Audit;

/// <summary>One audit fact before it is written: what engine and domain say, in keys.</summary>
internal sealed record AuditEntry(string Code, string Outcome, string? Reason)
{
    /// <summary>Outcome of what was done.</summary>
    public const string Done = "ok";

    /// <summary>Who did it; null: nobody.</summary>
    public Guid? Actor { get; init; }

    /// <summary>Whom it concerns.</summary>
    public Guid? Subject { get; init; }

    public Guid? Unit { get; init; }

    /// <summary>In which context; unit and mandate are read from it.</summary>
    public Guid? Membership { get; init; }

    public Guid? Mandate { get; init; }

    /// <summary>Which session ended, or lost a context: for its signal. The fact has it in <see cref="Detail"/>.</summary>
    public Guid? Session { get; init; }

    /// <summary>Which institution, where no membership says it: for its signal, as <see cref="Session"/>.</summary>
    public Guid? Institution { get; init; }

    public string? Client { get; init; }

    /// <summary>Where it came from, when the domain says so; null: as the host tells it.</summary>
    public RequestOrigin? Origin { get; init; }

    /// <summary>JSON, UTF-8; sealed apart from the fact.</summary>
    public byte[]? Detail { get; init; }

    /// <summary>A fact of the domain.</summary>
    public static AuditEntry Of(AuditFact fact) => new(fact.Code, fact.Result == AuditResult.Ok ? Done : "refused", fact.Reason)
    {
        Actor = fact.ByServer ? null : fact.Actor?.Value ?? fact.Subject?.Value,
        Subject = fact.Subject?.Value,
        Unit = fact.Unit?.Value,
        Membership = fact.Membership?.Value,
        Mandate = fact.Mandate?.Value,
        Session = fact.Session?.Value,
        Institution = fact.Institution?.Value,
        Client = fact.Client,
        Origin = fact.Origin == RequestOrigin.Unknown ? null : fact.Origin,
        Detail = fact.Detail.IsEmpty ? null : JsonSerializer.SerializeToUtf8Bytes(fact.Detail.ToImmutableSortedDictionary(StringComparer.Ordinal)),
    };
}
