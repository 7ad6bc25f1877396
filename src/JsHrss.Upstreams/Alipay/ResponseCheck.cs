using System.Text;
using System.Text.Json;

namespace JsHrss.Upstreams.Alipay;

/// <summary>Turns the bytes of an answer into something to be believed, or not (domain §2.3).</summary>
internal static class ResponseCheck
{
    private const string Success = "10000";

    // What is read twice could be read in two ways.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16, AllowDuplicateProperties = false };

    /// <summary>1. find the signed node; 2. check its signature; 3. parse those bytes alone; 4. judge.</summary>
    public static (GatewayAnswer Answer, ResponseFault Fault) Judge(ReadOnlySpan<byte> body, string method, AlipayKeys keys)
    {
        var (node, fault) = ResponseNode.Find(body, method);
        if (node is null)
            return (Unusable(fault), fault);
        if (node.Signature is not null && !Holds(node.Bytes, node.Signature, keys))
            return (Unusable(ResponseFault.WrongSignature), ResponseFault.WrongSignature);
        if (Parse(node.Bytes) is not { } content)
            return (Unusable(ResponseFault.Garbage), ResponseFault.Garbage);
        var done = new GatewayAnswer.Done(content);
        // Some calls tell success without a code; none tells failure without one, or without the error's own node.
        var failed = node.IsError || done.Text("sub_code") is { Length: > 0 } || (content.TryGetProperty("code", out _) && done.Text("code") != Success);
        return (node.Signature, failed) switch
        {
            (not null, false) => (done, ResponseFault.None),
            (not null, true) => (new GatewayAnswer.Refused(done.Text("code") ?? "", done.Text("sub_code") ?? ""), ResponseFault.None),
            // Errors may come unsigned: then only that something failed is believed, not what.
            (null, true) => (new GatewayAnswer.Unusable("unsigned_error"), ResponseFault.None),
            (null, false) => (Unusable(ResponseFault.Unsigned), ResponseFault.Unsigned),
        };
    }

    /// <remarks>The gateway signs before its framework escapes slashes; so a text with <c>\/</c> is tried as it was before that, too.</remarks>
    private static bool Holds(byte[] text, string signature, AlipayKeys keys)
    {
        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
            return false;
        if (keys.Verify(text, bytes.AsSpan(0, length)))
            return true;
        return text.AsSpan().IndexOf("\\/"u8) >= 0
            && keys.Verify(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text).Replace("\\/", "/", StringComparison.Ordinal)), bytes.AsSpan(0, length));
    }

    private static JsonElement? Parse(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Strict);
            return document.RootElement.Clone();
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or a name that holds half a character
        }
    }

    private static GatewayAnswer.Unusable Unusable(ResponseFault fault) => new(fault switch
    {
        ResponseFault.Garbage => "garbage",
        ResponseFault.NoNode => "no_node",
        ResponseFault.DuplicateNode => "duplicate_node",
        ResponseFault.Unsigned => "unsigned_success",
        _ => "wrong_signature",
    });
}
