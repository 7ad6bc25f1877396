using JsHrss.OpenId.Protocol;

namespace JsHrss.OpenId.Token.Grants;

/// <summary>A grant type: decides who is entitled to what, and changes nothing itself. One class in one file each.</summary>
internal interface IGrantType
{
    /// <summary>Value of <c>grant_type</c>.</summary>
    string Name { get; }

    /// <summary>The section it obeys.</summary>
    SpecRef Law { get; }

    /// <summary>Decides from what the ledger remembers now. Asked again when its changes could not be applied because another request was first.</summary>
    ValueTask<GrantDecision> DecideAsync(TokenRequest request, CancellationToken ct);
}
