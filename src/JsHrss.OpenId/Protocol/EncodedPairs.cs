namespace JsHrss.OpenId.Protocol;

/// <summary>Walks application/x-www-form-urlencoded text, from a query or a body, pair by pair. Strict: what is not well encoded ends the walk with a breach (cases HT-05, HT-06).</summary>
/// <param name="encoded">As sent; without <c>?</c>.</param>
internal ref struct EncodedPairs(ReadOnlySpan<byte> encoded)
{
    private const int MaxPairs = 64;
    private const int MaxNameLength = 128;

    private ReadOnlySpan<byte> _rest = encoded;
    private int _count;

    /// <summary>The pair the walk stands at, decoded.</summary>
    public KeyValuePair<string, string> Current { get; private set; }

    /// <summary>Why the walk ended early; null when it did not.</summary>
    public ProtocolError? Breach { get; private set; }

    /// <summary>Goes to the next pair; false at the end and at a breach.</summary>
    public bool Next()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOf((byte)'&');
            var pair = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            if (!pair.IsEmpty)
                return Read(pair);
        }

        return false;
    }

    private bool Read(ReadOnlySpan<byte> pair)
    {
        var equals = pair.IndexOf((byte)'=');
        var name = FormText.Decode(equals < 0 ? pair : pair[..equals]);
        var value = FormText.Decode(equals < 0 ? [] : pair[(equals + 1)..]);
        if (name is null || value is null || name.Length > MaxNameLength)
            Breach = ProtocolErrors.InvalidRequest("The parameters are not well encoded.", "A name or value is no application/x-www-form-urlencoded UTF-8 text.");
        else if (++_count > MaxPairs)
            Breach = ProtocolErrors.InvalidRequest("Too many parameters.", "More parameters than any request of ours has.");
        else
            Current = new(name, value);
        return Breach is null;
    }
}
