using System.Collections.Immutable;

namespace JsHrss.OpenId.Protocol;

/// <summary>The parameters of a request as its sender meant them: each at most once, compared by case, empty ones absent (RFC 6749 §3.2).</summary>
internal sealed class FormParameters
{
    /// <summary>The one parameter that may be repeated (RFC 8707 §2).</summary>
    private const string Repeatable = "resource";

    private readonly List<KeyValuePair<string, string>> _sent;

    private FormParameters(List<KeyValuePair<string, string>> sent) => _sent = sent;

    /// <summary>No parameters at all.</summary>
    public static FormParameters None { get; } = new([]);

    /// <summary>All of them, in the order sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Sent => _sent;

    /// <summary>The value of a parameter; null when it is absent or empty.</summary>
    public string? this[string name]
    {
        get
        {
            foreach (var (key, value) in _sent)
            {
                if (string.Equals(key, name, StringComparison.Ordinal))
                    return value;
            }

            return null;
        }
    }

    /// <summary>Every value of the repeatable parameter <c>resource</c>.</summary>
    public ImmutableArray<string> Resources => [.. _sent.Where(p => p.Key == Repeatable).Select(p => p.Value)];

    /// <summary>Reads a form body.</summary>
    /// <param name="body">Whole body, at most 64 kB.</param>
    public static Attempt<FormParameters> Parse(ReadOnlySpan<byte> body)
    {
        List<KeyValuePair<string, string>> sent = new(8);
        HashSet<string>? seen = null;
        var pairs = new EncodedPairs(body);
        while (pairs.Next())
        {
            seen ??= new HashSet<string>(StringComparer.Ordinal);
            if (!seen.Add(pairs.Current.Key) && pairs.Current.Key != Repeatable)
                return ProtocolErrors.InvalidRequest("A parameter was sent more than once.", "A parameter is repeated.");
            if (pairs.Current.Value.Length > 0)
                sent.Add(pairs.Current);
        }

        if (pairs.Breach is { } breach)
            return breach;
        return new FormParameters(sent);
    }
}
