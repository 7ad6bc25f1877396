using System.Collections.Immutable;

namespace JsHrss.IdP.Clients.Rules;

/// <summary>How a client authenticates, and with which secrets (RFC 6749 §2.3.1, OpenID Connect Core §9; decision 17 of the security design).</summary>
internal static class AuthenticationRules
{
    /// <summary>Secrets shorter than this are not random enough for a fast digest.</summary>
    internal const int LeastSecretLength = 32;

    private const int LongestSecret = 128;
    private const int MostSecrets = 2;

    /// <summary>Thirty-two random hexadecimal digits fall below this once in tens of millions.</summary>
    private const int LeastDifferentSigns = 8;

    /// <summary>Neighbours such as 01234567 that no random text holds.</summary>
    private const int LongestRun = 7;

    private static readonly ImmutableArray<string> Methods = ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"];

    /// <summary>Algorithms that a client may sign with (RFC 8725 §3.2: no other one is ever tried).</summary>
    internal static readonly ImmutableArray<string> Algorithms = ["ES256", "PS256", "RS256"];

    public static IEnumerable<MemberFault> Faults(ClientMetadata client, ClientPolicy policy)
    {
        if (!Methods.Contains(client.Method))
            yield return new("token_endpoint_auth_method", "must be one of " + string.Join(", ", Methods));
        if (client.IsNative && client.Method is "client_secret_basic" or "client_secret_post")
            yield return new("token_endpoint_auth_method", "must be none for a native app: what every copy holds is no secret (RFC 8252 section 8.5)");
        if (client.TokenEndpointAuthSigningAlg is { } algorithm && client.Method != "private_key_jwt")
            yield return new("token_endpoint_auth_signing_alg", "has a use with private_key_jwt only");
        else if (client.TokenEndpointAuthSigningAlg is { } asked && !Algorithms.Contains(asked))
            yield return new("token_endpoint_auth_signing_alg", "must be one of " + string.Join(", ", Algorithms));

        foreach (var fault in client.Method is "client_secret_basic" or "client_secret_post" ? SecretFaults(client, policy) : NoSecretFaults(client))
            yield return fault;
    }

    private static IEnumerable<MemberFault> NoSecretFaults(ClientMetadata client)
    {
        if (client.ClientSecret is not null)
            yield return new("client_secret", $"has no use with method {Quoted.Bare(client.Method)}");
        if (client.ClientSecrets is not null)
            yield return new("client_secrets", $"has no use with method {Quoted.Bare(client.Method)}");
    }

    private static IEnumerable<MemberFault> SecretFaults(ClientMetadata client, ClientPolicy policy)
    {
        var member = client.ClientSecrets is null ? "client_secret" : "client_secrets";
        if (client is { ClientSecret: not null, ClientSecrets: not null })
            yield return new("client_secrets", "write client_secret or client_secrets, not both");
        if (client.Secrets.IsEmpty)
            yield return new(member, $"is required: {LeastSecretLength} to {LongestSecret} random characters, for instance of `openssl rand -hex 32`");
        if (client.Secrets.Length > MostSecrets)
            yield return new(member, $"may hold at most {MostSecrets}: the new one and the one it replaces");
        if (client.Secrets.Distinct(StringComparer.Ordinal).Count() != client.Secrets.Length)
            yield return new(member, "holds the same secret twice");
        foreach (var fault in client.Secrets.Select(secret => FaultOf(secret, policy)).OfType<string>().Distinct())
            yield return new(member, fault);
    }

    private static string? FaultOf(string secret, ClientPolicy policy)
    {
        if (secret.Length is < LeastSecretLength or > LongestSecret)
            return $"must have {LeastSecretLength} to {LongestSecret} random characters, for instance of `openssl rand -hex 32`";
        if (secret.Any(sign => sign is < ' ' or > '~'))
            return "must hold printable ASCII only (RFC 6749 appendix A.2)";
        if (policy.IsDevelopment)
            return null;
        if (secret.Contains("-dev-secret-", StringComparison.OrdinalIgnoreCase))
            return "is the published one of the demonstration; make a random one with `openssl rand -hex 32`";
        return LooksRandom(secret) ? null : "is not random: few different characters, a repetition or a run such as 01234567; make one with `openssl rand -hex 32`";
    }

    /// <summary>Refuses what a person typed to fill the length. It cannot prove randomness and does not claim to.</summary>
    private static bool LooksRandom(string secret)
    {
        var run = 1;
        for (var at = 2; at < secret.Length; at++)
        {
            var step = secret[at] - secret[at - 1];
            run = Math.Abs(step) <= 1 && step == secret[at - 1] - secret[at - 2] ? run + 1 : 1;
            if (run >= LongestRun)
                return false;
        }

        var repeats = Enumerable.Range(1, secret.Length / 2).Any(period => secret.AsSpan(period).SequenceEqual(secret.AsSpan(0, secret.Length - period)));
        return !repeats && secret.Distinct().Count() >= LeastDifferentSigns;
    }
}
