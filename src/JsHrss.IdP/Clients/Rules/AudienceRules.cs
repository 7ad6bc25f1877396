namespace JsHrss.IdP.Clients.Rules;

/// <summary>For whom its tokens are, and whose tokens it may look into (RFC 8707 §2, RFC 7662 §2.1).</summary>
internal static class AudienceRules
{
    private const int Most = 20;

    /// <summary>The word for this server's own APIs.</summary>
    internal const string Issuer = "issuer";

    public static IEnumerable<MemberFault> Faults(ClientMetadata client)
    {
        foreach (var (member, values) in new[] { ("resources", client.Resources ?? []), ("audiences", client.Audiences ?? []) })
        {
            if (values.Length > Most || FlowRules.HasRepeated(values))
                yield return new(member, $"may hold at most {Most}, each once");
            foreach (var value in values.Where(value => member != "audiences" || value != Issuer))
            {
                if (RegisteredAddress.ResourceFaultOf(value) is { } fault)
                    yield return new(member, fault);
            }
        }

        if (client is { Audiences.Length: > 0, Method: "none" })
            yield return new("audiences", "has no use for a public client: introspection asks for authentication (RFC 7662 section 2.1)");
        if (client.DefaultAudience is { } audience && audience != Issuer && RegisteredAddress.ResourceFaultOf(audience) is { } wrong)
            yield return new("default_audience", wrong);
        // Core §5.3.1: the access token of a sign-in opens userinfo, which takes tokens for this server alone.
        if (client.DefaultAudience is not (null or Issuer) && client.Scopes.Contains("openid"))
            yield return new("default_audience", "must be issuer, or left out, for a client with the scope openid: userinfo would refuse its access tokens; list the other API in resources and let the client name it in its requests (RFC 8707 section 2)");
    }
}
