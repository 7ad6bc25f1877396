namespace JsHrss.Accounts.Audit;

/// <summary>Writes down what was tried and refused where nothing else is written that could carry the fact.</summary>
public interface IRefusalNotes
{
    /// <summary>Writes one fact, in a transaction of its own.</summary>
    /// <param name="fact">A refusal.</param>
    /// <param name="ct">Cancels.</param>
    ValueTask WriteAsync(AuditFact fact, CancellationToken ct);
}
