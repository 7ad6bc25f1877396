using System.Collections.Immutable;
using JsHrss.OpenId.Protocol;
using JsHrss.OpenId.RichAuthorization;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId.Token.Grants;

/// <summary>A client acts for itself. Nothing is looked up and nothing remembered: the registration says it all.</summary>
internal sealed class ClientCredentialsGrant(AudienceChoice audiences, IOptions<OpenIdProviderOptions> options) : IGrantType
{
    /// <summary>They speak of a person, and here is none.</summary>
    private readonly ImmutableArray<string> _ofPeople = options.Value.Scopes;

    public string Name => "client_credentials";

    public SpecRef Law { get; } = new("RFC 6749", "4.4");

    public ValueTask<GrantDecision> DecideAsync(TokenRequest request, CancellationToken ct) => new(Decide(request));

    private GrantDecision Decide(TokenRequest request)
    {
        // RFC 6749 §4.4: only for confidential clients; a public one would hand out tokens to whoever knows its name.
        if (request.Client.IsPublic)
            return ProtocolErrors.UnauthorizedClient("A public client cannot act for itself.");
        if (ScopesFor(request).Failed(out var breach, out var scopes))
            return breach;
        // RFC 9396 §6: what details tell of is a person's to give, and here is none.
        if (request.Form[AskedDetails.Name] is not null)
            return DetailTypes.Invalid("A client has no authorization details for itself.");
        if (audiences.ForItself(request).Failed(out breach, out var audience))
            return breach;
        return new GrantDecision.Entitled(request.Client, [.. scopes], audience, request.Confirmation);
    }

    /// <summary>What is registered, or the part of it that was asked for (RFC 6749 §3.3, case CD-15).</summary>
    private Attempt<string[]> ScopesFor(TokenRequest request)
    {
        string[] own = [.. request.Client.Scopes.Except(_ofPeople, StringComparer.Ordinal)];
        if (request.Form["scope"] is not { } text)
            return own;
        if (ScopeText.Read(text) is not { } asked)
            return ProtocolErrors.InvalidScope("The scope is malformed.");
        return asked.All(s => own.Contains(s, StringComparer.Ordinal)) ? asked.ToArray() : ProtocolErrors.InvalidScope("The client may not ask for this scope for itself.");
    }
}
