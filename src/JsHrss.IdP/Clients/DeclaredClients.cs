using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using JsHrss.OpenId.Ports;

namespace JsHrss.IdP.Clients;

/// <summary>The declared clients, held in memory as an immutable snapshot.</summary>
internal sealed class DeclaredClients : IClientRegistry
{
    private readonly FrozenDictionary<string, Client> _clients;
    private readonly FrozenSet<string> _origins;

    public DeclaredClients(IEnumerable<ClientMetadata> declared, string issuer)
    {
        _clients = declared.Select(client => ToClient(client, issuer)).ToFrozenDictionary(client => client.Id.Value, StringComparer.Ordinal);
        _origins = _clients.Values.SelectMany(client => client.Origins).ToFrozenSet(StringComparer.Ordinal);
    }

    public ValueTask<Client?> FindAsync(ClientId id, CancellationToken ct) => ValueTask.FromResult(_clients.GetValueOrDefault(id.Value));

    public bool IsRegisteredOrigin(string origin) => _origins.Contains(origin);

    private static Client ToClient(ClientMetadata declared, string issuer)
    {
        var method = declared.TokenEndpointAuthMethod == "none" ? ClientAuthenticationMethod.None : ClientAuthenticationMethod.ClientSecretBasic;
        var redirects = declared.RedirectUris ?? [];
        return new Client
        {
            Id = new ClientId(declared.ClientId!),
            Name = declared.ClientName!,
            AuthenticationMethod = method,
            SecretDigests = declared.ClientSecret is { } secret ? [SHA256.HashData(Encoding.UTF8.GetBytes(secret))] : [],
            RedirectUris = redirects,
            GrantTypes = declared.GrantTypes ?? ["authorization_code"],
            Scopes = [.. declared.Scope!.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
            Native = declared.ApplicationType == "native",
            FirstParty = declared.FirstParty ?? false,
            Contexts = declared.Contexts ?? ["person"],
            MinAcr = declared.MinAcr,
            DefaultAcrValues = declared.DefaultAcrValues ?? [],
            DefaultMaxAge = declared.DefaultMaxAge is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Resources = declared.Resources ?? [],
            Audiences = [.. (declared.Audiences ?? []).Select(audience => audience == "issuer" ? issuer : audience)],
            DefaultAudience = declared.DefaultAudience,
            RotateRefreshTokens = declared.RotateRefreshTokens ?? method == ClientAuthenticationMethod.None,
            Origins = [.. redirects.Where(uri => uri.StartsWith("http", StringComparison.Ordinal)).Select(uri => new Uri(uri).GetLeftPart(UriPartial.Authority)).Distinct()],
            HostMembers = HostMembersOf(declared),
        };
    }

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
        Add(HostMember.InitiateLoginUri, declared.InitiateLoginUri);
        Add(HostMember.Contacts, declared.Contacts is { } contacts ? string.Join('、', contacts) : null);
        return members.ToImmutable();
    }
}
