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
        if (options.OfflineRefreshIdle > options.OfflineAbsolute)
            yield return "OfflineRefreshIdle must not be longer than OfflineAbsolute.";
        if (!options.Scopes.Contains("openid", StringComparer.Ordinal))
            yield return "Scopes must contain openid (OpenID Connect Discovery §3).";
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
        (nameof(options.BackchannelLogoutHorizon), options.BackchannelLogoutHorizon),
    ];
}
