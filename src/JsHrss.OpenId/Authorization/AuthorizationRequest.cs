using System.Collections.Immutable;
using System.Text.Json;
using JsHrss.OpenId.DeviceAuthorization;
using JsHrss.OpenId.Ports;

namespace JsHrss.OpenId.Authorization;

/// <summary>An authorization request that passed the whole rulebook (RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1).</summary>
public sealed record AuthorizationRequest
{
    /// <summary>Who asks.</summary>
    public required Client Client { get; init; }

    /// <summary>Proven redirect URI, exactly as registered (loopback port apart); empty where a <see cref="Device"/> asks.</summary>
    public required string RedirectUri { get; init; }

    /// <summary>The device that asks and will be answered when it polls (RFC 8628); null: the client is answered at <see cref="RedirectUri"/>.</summary>
    public AskedDevice? Device { get; init; }

    /// <summary>Whether redirect_uri was sent; it must then be repeated at the token endpoint (RFC 6749 §4.1.3).</summary>
    public required bool RedirectUriWasSent { get; init; }

    /// <summary>How it is answered there.</summary>
    public ResponseMode ResponseMode { get; init; }

    /// <inheritdoc cref="RawRequest.Pushed" />
    internal Handle? Pushed { get; init; }

    /// <summary>Echoed unchanged; null when absent.</summary>
    public string? State { get; init; }

    /// <summary>Into the ID token unchanged; null when absent.</summary>
    public string? Nonce { get; init; }

    /// <summary>Scopes asked for and registered, without repetition.</summary>
    public required ImmutableArray<string> Scopes { get; init; }

    /// <summary>S256 challenge (RFC 7636 §4.2), 43 characters; empty where a <see cref="Device"/> asks: its code never passes through a browser.</summary>
    public required string CodeChallenge { get; init; }

    /// <summary><c>dpop_jkt</c>: thumbprint of the key to which the code is bound (RFC 9449 §10); null: none.</summary>
    public string? DpopJkt { get; init; }

    /// <summary>Prompt values (Core §3.1.2.1); empty when absent.</summary>
    public ImmutableArray<string> Prompts { get; init; } = [];

    /// <summary><c>max_age</c>, or the client's default; null: none.</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary><c>acr_values</c>, or the client's default, in order of preference.</summary>
    public ImmutableArray<string> AcrValues { get; init; } = [];

    /// <summary>Acr values of which one is essential (Core §5.5.1.1); empty: none.</summary>
    public ImmutableArray<string> EssentialAcrValues { get; init; } = [];

    /// <summary>Whole <c>claims</c> parameter; null when absent.</summary>
    public JsonElement? Claims { get; init; }

    /// <summary>Resource indicators (RFC 8707 §2).</summary>
    public ImmutableArray<Uri> Resources { get; init; } = [];

    /// <summary><c>authorization_details</c> as asked, an array of objects without fault (RFC 9396 §3); null when absent.</summary>
    public JsonElement? AuthorizationDetails { get; init; }

    /// <summary>Hint for the sign-in form; shown, never trusted.</summary>
    public string? LoginHint { get; init; }

    /// <summary>
    /// As whom alone the person may be served, as this client knows them: by a valid id_token_hint, or by <c>sub</c> with a value in
    /// <c>claims</c> (Core §3.1.2.2, §5.5.1). Null: as anybody; empty: the request contradicts itself and nobody will do.
    /// </summary>
    public ImmutableArray<string>? Subjects { get; init; }

    /// <summary><c>ui_locales</c> in order of preference, at most ten.</summary>
    public ImmutableArray<string> UiLocales { get; init; } = [];

    /// <summary>Host's own parameters that it declared, by name (for instance <c>unit_hint</c>).</summary>
    public ImmutableDictionary<string, string> HostParameters { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether a prompt value was asked.</summary>
    public bool Asks(string prompt) => Prompts.Contains(prompt, StringComparer.Ordinal);
}
