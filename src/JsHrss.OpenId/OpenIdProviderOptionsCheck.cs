using JsHrss.OpenId.Outgoing;
using Microsoft.Extensions.Options;

namespace JsHrss.OpenId;

/// <summary>Checks the options as a whole when the host starts; each message names the fix.</summary>
internal sealed class OpenIdProviderOptionsCheck : IValidateOptions<OpenIdProviderOptions>
{
    public ValidateOptionsResult Validate(string? name, OpenIdProviderOptions options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> Faults(OpenIdProviderOptions options)
    {
        if (!Uri.TryCreate(options.Issuer, UriKind.Absolute, out var issuer) || issuer.GetLeftPart(UriPartial.Authority) != options.Issuer)
            yield return $"Issuer '{options.Issuer}' must be an origin such as https://id.example: lower case, no path, no trailing slash (OpenID Connect Discovery §3).";
        else if (issuer.Scheme != Uri.UriSchemeHttps && !(issuer.Scheme == Uri.UriSchemeHttp && issuer.IsLoopback))
            yield return $"Issuer '{options.Issuer}' must be https; http is for loopback addresses only.";

        foreach (var (member, span) in Spans(options))
        {
            if (span <= TimeSpan.Zero)
                yield return $"{member} must be longer than nothing.";
        }

        if (options.CodeLifetime > TimeSpan.FromMinutes(10))
            yield return "CodeLifetime must be at most ten minutes (RFC 6749 §4.1.2).";
        if (options.PushedRequestLifetime < TimeSpan.FromSeconds(5) || options.PushedRequestLifetime > TimeSpan.FromMinutes(10))
            yield return "PushedRequestLifetime must be 5 seconds to 10 minutes (RFC 9126 §2.2, FAPI 2.0 Security Profile §5.3.2.2).";
        if (options.ProofLifetime > TimeSpan.FromMinutes(5) || options.ProofNonceRotation > TimeSpan.FromMinutes(5))
            yield return "ProofLifetime and ProofNonceRotation must be at most five minutes: proofs count for a brief period (RFC 9449 §11.1).";
        if (options.DeviceCodeLifetime < TimeSpan.FromMinutes(1) || options.DeviceCodeLifetime > TimeSpan.FromMinutes(30))
            yield return "DeviceCodeLifetime must be 1 to 30 minutes (RFC 8628 §5.1, §6.1).";
        if (options.DevicePollInterval < TimeSpan.FromSeconds(1) || options.DevicePollInterval > TimeSpan.FromSeconds(60) || options.DevicePollInterval.Ticks % TimeSpan.TicksPerSecond != 0)
            yield return "DevicePollInterval must be whole seconds, 1 to 60 (RFC 8628 §3.2).";
        if (!options.DeviceVerificationPath.StartsWith('/') || options.DeviceVerificationPath.IndexOfAny(['?', '#']) >= 0)
            yield return "DeviceVerificationPath must be a path such as /device.";
        if (!options.IdTokenAlgorithms.Contains("RS256", StringComparer.Ordinal))
            yield return "IdTokenAlgorithms must contain RS256 (OpenID Connect Discovery §3).";
        if (options.IdTokenAlgorithms.Any(algorithm => algorithm is not ("ES256" or "PS256" or "RS256")))
            yield return "IdTokenAlgorithms may hold ES256, PS256 and RS256.";
        if (options.OfflineRefreshIdle > options.OfflineAbsolute)
            yield return "OfflineRefreshIdle must not be longer than OfflineAbsolute.";
        if (!options.Scopes.Contains("openid", StringComparer.Ordinal))
            yield return "Scopes must contain openid (OpenID Connect Discovery §3).";
        if (options.ContextParameter is { } parameter && !options.HostParameters.Contains(parameter, StringComparer.Ordinal))
            yield return "ContextParameter must be one of HostParameters.";
        foreach (var network in options.AllowedNetworks)
        {
            if (AllowedNetworks.FaultOf(network, options.AllowLoopbackCalls) is { } fault)
                yield return fault;
        }
    }

    private static (string Member, TimeSpan Span)[] Spans(OpenIdProviderOptions options) =>
    [
        (nameof(options.CodeLifetime), options.CodeLifetime),
        (nameof(options.AccessTokenLifetime), options.AccessTokenLifetime),
        (nameof(options.IdTokenLifetime), options.IdTokenLifetime),
        (nameof(options.InteractionLifetime), options.InteractionLifetime),
        (nameof(options.RefreshIdle), options.RefreshIdle),
        (nameof(options.OfflineRefreshIdle), options.OfflineRefreshIdle),
        (nameof(options.OfflineAbsolute), options.OfflineAbsolute),
        (nameof(options.RotationGrace), options.RotationGrace),
        (nameof(options.ProofLifetime), options.ProofLifetime),
        (nameof(options.ProofNonceRotation), options.ProofNonceRotation),
        (nameof(options.BackchannelLogoutHorizon), options.BackchannelLogoutHorizon),
        (nameof(options.DocumentsMaxAge), options.DocumentsMaxAge),
    ];
}
