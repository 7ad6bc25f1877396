using System.Collections.Immutable;

namespace JsHrss.OpenId.Protocol;

/// <summary>The parameters of a request as its sender meant them: each at most once, compared by case, empty ones absent (RFC 6749 §3.2).</summary>
internal sealed class FormParameters
{
    private const int MaxParameters = 64;
    private const int MaxNameLength = 128;

    /// <summary>The one parameter that may be repeated (RFC 8707 §2).</summary>
    private const string Repeatable = "resource";

    private readonly List<KeyValuePair<string, string>> _sent;

    private FormParameters(List<KeyValuePair<string, string>> sent) => _sent = sent;

    /// <summary>No parameters at all.</summary>
    public static FormParameters None { get; } = new([]);

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
        while (!body.IsEmpty)
        {
            var end = body.IndexOf((byte)'&');
            var pair = end < 0 ? body : body[..end];
            body = end < 0 ? [] : body[(end + 1)..];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf((byte)'=');
            var name = FormText.Decode(equals < 0 ? pair : pair[..equals]);
            var value = FormText.Decode(equals < 0 ? [] : pair[(equals + 1)..]);
            if (name is null || value is null || name.Length > MaxNameLength)
                return ProtocolErrors.InvalidRequest("The form is not well encoded.", "A form name or value is no application/x-www-form-urlencoded UTF-8 text.");
            seen ??= new HashSet<string>(StringComparer.Ordinal);
            if (!seen.Add(name) && name != Repeatable)
                return ProtocolErrors.InvalidRequest("A parameter was sent more than once.", "A parameter is repeated.");
            if (seen.Count > MaxParameters || sent.Count > MaxParameters)
                return ProtocolErrors.InvalidRequest("Too many parameters.", "More parameters than any request of ours has.");
            if (value.Length > 0)
                sent.Add(new(name, value));
        }

        return new FormParameters(sent);
    }
}
