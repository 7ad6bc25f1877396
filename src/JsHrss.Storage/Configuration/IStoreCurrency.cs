namespace JsHrss.Storage.Configuration;

/// <summary>Whether this node knows how the database stands.</summary>
public interface IStoreCurrency
{
    /// <summary>False when the database has not answered for four seconds: a node that cannot learn of a revocation must not be sent requests (cases PI-08, FT-17).</summary>
    bool IsCurrent { get; }
}
