using System.Text;
using System.Text.Json;

namespace JsHrss.Upstreams.Alipay;

/// <summary>Why an answer is not believed.</summary>
internal enum ResponseFault
{
    /// <summary>It is.</summary>
    None,

    /// <summary>Not one JSON object.</summary>
    Garbage,

    /// <summary>Neither the call's own node nor <c>error_response</c>, or one that is no object (we never ask for encryption).</summary>
    NoNode,

    /// <summary>A name stands twice: what is checked and what is read could be two things.</summary>
    DuplicateNode,

    /// <summary>Success without a signature.</summary>
    Unsigned,

    /// <summary>The signature is not Alipay's over these bytes.</summary>
    WrongSignature,
}

/// <summary>Where the signed part of an answer lies, byte by byte (domain §2.3).</summary>
/// <param name="Name">The node's name.</param>
/// <param name="Bytes">The node exactly as it came, from its <c>{</c> to its <c>}</c>: only these are ever parsed for values.</param>
/// <param name="Signature">The <c>sign</c> beside it, still base64.</param>
internal sealed record ResponseNode(string Name, byte[] Bytes, string? Signature)
{
    public const string ErrorName = "error_response";

    private const int MaxDepth = 16;

    public bool IsError => Name == ErrorName;

    /// <summary>The node that carries a method's answer.</summary>
    public static string NameFor(string method) => method.Replace('.', '_') + "_response";

    /// <summary>Finds the node. The reader knows strings, so no brace or name inside a value misleads it; names are compared after unescaping.</summary>
    public static (ResponseNode? Node, ResponseFault Fault) Find(ReadOnlySpan<byte> body, string method)
    {
        try
        {
            return FindIn(body, NameFor(method));
        }
        catch (Exception garbage) when (garbage is JsonException or InvalidOperationException)
        {
            // The reader throws InvalidOperationException for strings that are no Unicode.
            return (null, ResponseFault.Garbage);
        }
    }

    private static (ResponseNode? Node, ResponseFault Fault) FindIn(ReadOnlySpan<byte> body, string own)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return (null, ResponseFault.Garbage);
        var names = new HashSet<string>(StringComparer.Ordinal);
        string? node = null;
        string? signature = null;
        var (start, end) = (0, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            if (!names.Add(name) || (node is not null && (name == own || name == ErrorName)))
                return (null, ResponseFault.DuplicateNode);
            _ = reader.Read();
            if (name == own || name == ErrorName)
            {
                if (reader.TokenType != JsonTokenType.StartObject)
                    return (null, ResponseFault.NoNode);
                (node, start) = (name, (int)reader.TokenStartIndex);
                reader.Skip();
                end = (int)reader.BytesConsumed;
            }
            else if (name == "sign" && reader.TokenType == JsonTokenType.String)
            {
                signature = reader.GetString();
            }
            else
            {
                reader.Skip();
            }
        }

        // Reads on: whatever follows the object makes the reader throw.
        _ = reader.Read();
        if (node is null)
            return (null, ResponseFault.NoNode);
        // The attack on readers that take the last node and check the first: its name once more, however deep.
        if (body[end..].IndexOf(Encoding.UTF8.GetBytes($"\"{node}\"")) >= 0)
            return (null, ResponseFault.DuplicateNode);
        return (new ResponseNode(node, body[start..end].ToArray(), string.IsNullOrEmpty(signature) ? null : signature), ResponseFault.None);
    }
}
