using System.Collections.Immutable;
using System.Net;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId;

/// <summary>How this provider is set up. Checked as a whole at start.</summary>
public sealed class OpenIdProviderOptions
{
    /// <summary>The issuer (OpenID Connect Discovery §3): an origin without trailing slash, never taken from the Host header (case HT-02).</summary>
    public string Issuer { get; set; } = "";

    /// <summary>Life of an authorization code (RFC 6749 §4.1.2).</summary>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>For how long a browser may bring the reference of a pushed request (RFC 9126 §2.2): 5 s to 10 minutes.</summary>
    public TimeSpan PushedRequestLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a person has to approve a device (RFC 8628 §3.2 <c>expires_in</c>): one to 30 minutes, as its code is short.</summary>
    public TimeSpan DeviceCodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a device waits between two polls (RFC 8628 §3.2 <c>interval</c>): whole seconds, 1 to 60.</summary>
    public TimeSpan DevicePollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The host's page where people enter user codes (RFC 8628 §3.2 <c>verification_uri</c>), below the issuer; short, because it is typed by hand. Below it <c>/approved</c> and <c>/denied</c> tell what became of a device.</summary>
    public string DeviceVerificationPath { get; set; } = "/device";

    /// <summary>Life of an access token.</summary>
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Life of an ID token.</summary>
    public TimeSpan IdTokenLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a request waits for a person.</summary>
    public TimeSpan InteractionLifetime { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>Idle life of a refresh token bound to a session.</summary>
    public TimeSpan RefreshIdle { get; set; } = TimeSpan.FromHours(8);

    /// <summary>Idle life of a refresh token with offline_access.</summary>
    public TimeSpan OfflineRefreshIdle { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Absolute life of a grant with offline_access.</summary>
    public TimeSpan OfflineAbsolute { get; set; } = TimeSpan.FromDays(180);

    /// <summary>For how long a rotated refresh token still answers its successor to the same client (RFC 9700 §4.14.2 allows; storage design §3).</summary>
    public TimeSpan RotationGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a proof of possession without nonce counts after its <c>iat</c> (RFC 9449 §11.1: "on the order of seconds or minutes").</summary>
    public TimeSpan ProofLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Whose proofs of possession must contain a nonce of this server (RFC 9449 §8, §9).</summary>
    public ProofNonceDemand ProofNonces { get; set; } = ProofNonceDemand.PublicClients;

    /// <summary>How often the nonce changes; one counts for at least as long after it was handed out, and for less than thrice that.</summary>
    public TimeSpan ProofNonceRotation { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>For how long a relying party that cannot be reached is told again that a session ended (Back-Channel Logout §2.5). Longer than any session of it lives, it gains nothing.</summary>
    public TimeSpan BackchannelLogoutHorizon { get; set; } = TimeSpan.FromHours(24);

    /// <summary>Whether addresses of this machine may be called that clients registered. True only in Development and tests, where relying parties run beside the server.</summary>
    public bool AllowLoopbackCalls { get; set; }

    /// <summary>Networks that are not of the public internet and may be called all the same, since relying parties live there (case JW-14). Empty: none. Loopback, link-local and whole address spaces are refused at start.</summary>
    public ImmutableArray<IPNetwork> AllowedNetworks { get; set; } = [];

    /// <summary>How long others may keep the metadata and the keys; must be far shorter than a new key is published before it signs (case PI-07).</summary>
    public TimeSpan DocumentsMaxAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Scopes that speak of a person, published in the metadata. No client has them for itself (RFC 6749 §4.4).</summary>
    public ImmutableArray<string> Scopes { get; set; } = ["openid", "profile", "phone", "offline_access"];

    /// <summary>Claims published in the metadata.</summary>
    public ImmutableArray<string> Claims { get; set; } = [];

    /// <summary>Acr values published in the metadata, weakest first.</summary>
    public ImmutableArray<string> AcrValues { get; set; } = [];

    /// <summary>Algorithms of ID tokens that clients may be registered for (RFC 7518 §3.1). The signing keys must have a key for each.</summary>
    public ImmutableArray<string> IdTokenAlgorithms { get; set; } = ["ES256", "PS256", "RS256"];

    /// <summary>Locales published as ui_locales_supported.</summary>
    public ImmutableArray<string> UiLocales { get; set; } = ["zh-CN", "en"];

    /// <summary>Authorization request parameters the host understands; all others unknown to the engine are ignored (RFC 6749 §3.1).</summary>
    public ImmutableArray<string> HostParameters { get; set; } = [];

    /// <summary>The one of <see cref="HostParameters"/> that names a context, and by which clients registered for it may switch contexts at a refresh (<see cref="Client.SwitchesContext"/>); null: none.</summary>
    public string? ContextParameter { get; set; }

    /// <summary>The host's page for a need: page name and interaction handle in, local URL out.</summary>
    public Func<string, string, string> PageUrl { get; set; } = (page, handle) => $"/{page}?interaction={Uri.EscapeDataString(handle)}";
}
