using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using JsHrss.OpenId.Ports;
using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Authorization;

/// <summary>The parameters of an authorization request exactly as they were sent, repetitions noted (RFC 6749 §3.1). Nothing in them is trusted.</summary>
public sealed class RequestParameters
{
    private static readonly FrozenSet<string> Repeatable = FrozenSet.ToFrozenSet(["resource"], StringComparer.Ordinal);

    private readonly List<KeyValuePair<string, string>> _sent;

    private RequestParameters(List<KeyValuePair<string, string>> sent, ImmutableArray<string> repeated)
    {
        _sent = sent;
        Repeated = repeated;
    }

    /// <summary>Names that were sent more than once although they may not be; their values are not read.</summary>
    public ImmutableArray<string> Repeated { get; }

    /// <summary>All of them, in the order sent.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Sent => _sent;

    /// <summary>The value of a parameter; null when it is absent, empty ("MUST be treated as if they were omitted", RFC 6749 §3.1), or repeated.</summary>
    public string? this[string name]
    {
        get
        {
            if (!Repeated.IsEmpty && Repeated.Contains(name, StringComparer.Ordinal))
                return null;
            foreach (var (key, value) in _sent)
            {
                if (value.Length > 0 && string.Equals(key, name, StringComparison.Ordinal))
                    return value;
            }

            return null;
        }
    }

    /// <summary>Every value of a parameter that may be repeated; only <c>resource</c> may (RFC 8707 §2).</summary>
    public IEnumerable<string> All(string name) => _sent.Where(sent => sent.Value.Length > 0 && sent.Key == name).Select(sent => sent.Value);

    /// <summary>Reads application/x-www-form-urlencoded text, from a query (without <c>?</c>) or a body.</summary>
    /// <returns>A breach when it is not well encoded or has more parameters than any request of ours.</returns>
    internal static Attempt<RequestParameters> Parse(ReadOnlySpan<byte> encoded)
    {
        List<KeyValuePair<string, string>> sent = new(12);
        List<string>? repeated = null;
        var pairs = new EncodedPairs(encoded);
        while (pairs.Next())
        {
            var name = pairs.Current.Key;
            if (!Repeatable.Contains(name) && Contains(sent, name))
                (repeated ??= []).Add(name);
            sent.Add(pairs.Current);
        }

        if (pairs.Breach is { } breach)
            return breach;
        return new RequestParameters(sent, repeated is null ? [] : [.. repeated]);
    }

    /// <summary>What a client pushed (RFC 9126 §2.1): all but what it authenticated with, and always its own <c>client_id</c>.</summary>
    internal static RequestParameters PushedBy(Client client, FormParameters form)
    {
        List<KeyValuePair<string, string>> sent = [new("client_id", client.Id.Value)];
        sent.AddRange(form.Sent.Where(one => one.Key is not ("client_id" or "client_secret" or "client_assertion" or "client_assertion_type")));
        return new RequestParameters(sent, []);
    }

    /// <summary>The same parameters and one more.</summary>
    internal RequestParameters With(string name, string value) => new([.. _sent, new(name, value)], Repeated);

    /// <summary>The same parameters as text that <see cref="Parse"/> reads.</summary>
    internal string ToEncoded()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _sent)
            text.Append(text.Length == 0 ? "" : "&").Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return text.ToString();
    }

    private static bool Contains(List<KeyValuePair<string, string>> sent, string name)
    {
        foreach (var (key, _) in sent)
        {
            if (string.Equals(key, name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
