using System.Collections.Immutable;

namespace JsHrss.OpenId.Protocol;

/// <summary>A breach of a protocol rule: a value without a destination. The endpoint decides where it goes.</summary>
/// <param name="Code">Error code of the specification, for instance <c>invalid_grant</c>.</param>
/// <param name="ForClient">Description for the client's developer: printable ASCII without quote and backslash (RFC 6749 §5.2), no secrets, no hints about accounts.</param>
/// <param name="ForLog">What really happened, for our log only.</param>
/// <param name="Status">HTTP status where the error is answered directly.</param>
public sealed record ProtocolError(string Code, string ForClient, string ForLog, int Status = 400)
{
    /// <summary>Response headers that belong to the error, such as WWW-Authenticate.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Headers { get; init; } = [];
}
