using System.Text.Json;
using JsHrss.Upstreams.Outgoing;

namespace JsHrss.Upstreams.Alipay;

/// <summary>What came of a call.</summary>
internal abstract record GatewayAnswer
{
    private GatewayAnswer()
    {
    }

    /// <summary>It was done, and Alipay signed that it was.</summary>
    /// <param name="Content">The node, parsed from the very bytes whose signature holds.</param>
    public sealed record Done(JsonElement Content) : GatewayAnswer
    {
        /// <summary>A text member; null when absent or of another kind.</summary>
        public string? Text(string name) => UpstreamText.Of(Content, name);
    }

    /// <summary>Alipay refused, and signed that it did.</summary>
    /// <param name="Code">For instance <c>40004</c>.</param>
    /// <param name="SubCode">For instance <c>CERTIFY_ID_EXPIRED</c>; empty when absent.</param>
    public sealed record Refused(string Code, string SubCode) : GatewayAnswer;

    /// <summary>Nothing that could be believed: no answer, a broken or a forged one, or an error that nobody signed. Nothing is known but that the call did not help.</summary>
    /// <param name="Reason">For the log: a word of ours.</param>
    public sealed record Unusable(string Reason) : GatewayAnswer;
}
