using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using JsHrss.IdP.Clients.Rules;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Clients;

/// <summary>The declared clients, held in memory as an immutable snapshot.</summary>
internal sealed class DeclaredClients : IClientRegistry
{
    private readonly FrozenDictionary<string, Client> _clients;
    private readonly FrozenSet<string> _origins;

    /// <param name="declared">Checked ones only.</param>
    /// <param name="issuer">The audience that <c>issuer</c> stands for.</param>
    public DeclaredClients(IEnumerable<ClientMetadata> declared, string issuer)
    {
        _clients = declared.Select(client => ToClient(client, issuer)).ToFrozenDictionary(client => client.Id.Value, StringComparer.Ordinal);
        _origins = _clients.Values.SelectMany(client => client.Origins).ToFrozenSet(StringComparer.Ordinal);
    }

    public ValueTask<Client?> FindAsync(ClientId id, CancellationToken ct) => ValueTask.FromResult(_clients.GetValueOrDefault(id.Value));

    public bool IsRegisteredOrigin(string origin) => _origins.Contains(origin);

    private static Client ToClient(ClientMetadata declared, string issuer)
    {
        var method = MethodOf(declared.Method);
        var redirects = declared.RedirectUris ?? [];
        return new Client
        {
            Id = new ClientId(declared.ClientId!),
            Name = declared.ClientName!,
            AuthenticationMethod = method,
            SecretDigests = [.. declared.Secrets.Select(secret => (ReadOnlyMemory<byte>)SHA256.HashData(Encoding.UTF8.GetBytes(secret)))],
            AssertionAlgorithm = declared.TokenEndpointAuthSigningAlg,
            Jwks = declared.Jwks?.GetRawText(),
            JwksUri = AddressOf(declared.JwksUri),
            RedirectUris = redirects,
            PostLogoutRedirectUris = declared.PostLogoutRedirectUris ?? [],
            BackchannelLogoutUri = AddressOf(declared.BackchannelLogoutUri),
            FrontchannelLogoutUri = AddressOf(declared.FrontchannelLogoutUri),
            FrontchannelLogoutSessionRequired = declared.FrontchannelLogoutSessionRequired ?? false,
            ResponseModes = declared.ResponseModes ?? ["query", "form_post"],
            RequirePushedAuthorizationRequests = declared.MustPush,
            Fapi2 = declared.IsFapi2,
            RequireSignedRequestObject = declared.RequireSignedRequestObject ?? false,
            RequestObjectAlgorithm = declared.RequestObjectSigningAlg,
            IdTokenAlgorithm = declared.IdTokenSignedResponseAlg ?? "ES256",
            NotBefore = declared.NotBefore,
            SectorIdentifier = SubjectRules.SectorOf(declared),
            GrantTypes = declared.Grants,
            Scopes = declared.Scopes,
            AuthorizationDetailsTypes = declared.AuthorizationDetailsTypes ?? [],
            SwitchesContext = declared.UnitSwitch ?? false,
            Native = declared.IsNative,
            FirstParty = declared.FirstParty ?? false,
            Contexts = declared.ContextsOrPerson,
            MinAcr = declared.MinAcr,
            DefaultAcrValues = declared.DefaultAcrValues ?? [],
            DefaultMaxAge = declared.DefaultMaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Resources = declared.Resources ?? [],
            Audiences = [.. (declared.Audiences ?? []).Select(audience => audience == AudienceRules.Issuer ? issuer : audience)],
            DefaultAudience = declared.DefaultAudience == AudienceRules.Issuer ? null : declared.DefaultAudience,
            DpopBoundAccessTokens = declared.IsBound,
            RotateRefreshTokens = declared.RotateRefreshTokens ?? false,
            Origins = [.. redirects.Where(uri => uri.StartsWith("http", StringComparison.Ordinal)).Select(uri => new Uri(uri).GetLeftPart(UriPartial.Authority)).Distinct()],
            HostMembers = HostMembersOf(declared),
        };
    }

    private static ClientAuthenticationMethod MethodOf(string name) => name switch
    {
        "none" => ClientAuthenticationMethod.None,
        "client_secret_basic" => ClientAuthenticationMethod.ClientSecretBasic,
        "client_secret_post" => ClientAuthenticationMethod.ClientSecretPost,
        "private_key_jwt" => ClientAuthenticationMethod.PrivateKeyJwt,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "The client was not checked."),
    };

    private static Uri? AddressOf(string? address) => address is null ? null : new Uri(address);

    private static ImmutableDictionary<string, string> HostMembersOf(ClientMetadata declared)
    {
        var members = ImmutableDictionary.CreateBuilder<string, string>();
        void Add(string name, string? value)
        {
            if (value is not null)
                members.Add(name, value);
        }

        Add(HostMember.InstitutionAware, declared.InstitutionAware == true ? "true" : null);
        Add(HostMember.AllItems, declared.AllItems == true ? "true" : null);
        Add(HostMember.AllowedItems, declared.AllowedItems is { } items ? string.Join(' ', items) : null);
        Add(HostMember.OperatorName, declared.OperatorName);
        Add(HostMember.ClientUri, declared.ClientUri);
        Add(HostMember.LogoUri, declared.LogoUri);
        Add(HostMember.PolicyUri, declared.PolicyUri);
        Add(HostMember.TosUri, declared.TosUri);
        Add(HostMember.InitiateLoginUri, declared.InitiateLoginUri);
        Add(HostMember.Contacts, declared.Contacts is { } contacts ? string.Join('、', contacts) : null);
        return members.ToImmutable();
    }
}
