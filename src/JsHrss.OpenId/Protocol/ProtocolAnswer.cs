namespace JsHrss.OpenId.Protocol;

/// <summary>What an endpoint called by clients answers. A closed union; <see cref="ProtocolEndpoints"/> writes it.</summary>
internal abstract record ProtocolAnswer
{
    private ProtocolAnswer()
    {
    }

    public static implicit operator ProtocolAnswer(ProtocolError breach) => new Refused(breach);

    /// <summary>200 with a JSON document, UTF-8.</summary>
    public sealed record Json(ReadOnlyMemory<byte> Document) : ProtocolAnswer;

    /// <summary>201 with a JSON document, UTF-8 (RFC 9126 §2.2).</summary>
    public sealed record Created(ReadOnlyMemory<byte> Document) : ProtocolAnswer;

    /// <summary>200 without a body.</summary>
    public sealed record Nothing : ProtocolAnswer;

    /// <summary>The error document of RFC 6749 §5.2.</summary>
    public sealed record Refused(ProtocolError Breach) : ProtocolAnswer;
}
