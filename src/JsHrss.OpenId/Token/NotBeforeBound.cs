using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Token;

/// <summary>The one place that says whether something was made too early to count: before the bound of all clients, or of its own (case RT-12).</summary>
internal sealed class NotBeforeBound(INotBefore global)
{
    /// <summary>Stable reason code of a refusal.</summary>
    public const string Reason = "before_not_before";

    /// <summary>Whether a grant or token of this client, made then, no longer counts.</summary>
    /// <param name="client">Whose it is.</param>
    /// <param name="madeAt">Beginning of the grant, or <c>iat</c> of a token. Bounds are whole seconds, as <c>iat</c> is: a second counts as a whole or not at all.</param>
    public bool Cuts(Client client, DateTimeOffset madeAt) => madeAt < global.Global || madeAt < client.NotBefore;
}
