using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace RelyingParty.OpenId;

/// <summary>OpenID Connect on the framework's OAuth handler: state, correlation cookie and callback are the framework's; discovery, nonce, issuer and token checks are added here.</summary>
internal sealed class OpenIdHandler(IOptionsMonitor<OpenIdOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : OAuthHandler<OpenIdOptions>(options, logger, encoder)
{
    private const string NonceKey = "nonce";

    // A handler object serves one request, so this is the view of one request.
    private OpenIdConnectConfiguration? server;

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (await ReadServerAsync() is null)
        {
            Context.Response.Redirect($"{Options.FailurePath}?error={SignInFailure.Unavailable}&client={Scheme.Name}");
            return;
        }
        properties.Items[NonceKey] = Random();
        properties.Items[OAuthConstants.CodeVerifierKey] = Random();
        await base.HandleChallengeAsync(properties);
    }

    protected override string BuildChallengeUrl(AuthenticationProperties properties, string redirectUri)
    {
        var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(properties.Items[OAuthConstants.CodeVerifierKey]!)));
        return AuthorizationUrl.Build(server!.AuthorizationEndpoint, Options.ClientId, redirectUri, SignInRequest.From(properties),
            Options.StateDataFormat.Protect(properties), properties.Items[NonceKey]!, challenge);
    }

    protected override async Task<HandleRequestResult> HandleRemoteAuthenticateAsync()
    {
        if (await ReadServerAsync() is null)
            return HandleRequestResult.Fail(SignInFailure.Of(SignInFailure.Unavailable));
        // RFC 9207 §2.4: an answer that names another issuer, or none though ours always does, is a mix-up; errors included.
        var issuer = Request.Query["iss"];
        if (issuer.Count > 1 || (issuer.Count == 0 ? server!.AuthorizationResponseIssParameterSupported : issuer[0] != Options.Issuer))
            return HandleRequestResult.Fail(SignInFailure.Of(SignInFailure.Invalid, "iss"));
        return await base.HandleRemoteAuthenticateAsync();
    }

    protected override async Task<OAuthTokenResponse> ExchangeCodeAsync(OAuthCodeExchangeContext context)
    {
        var outcome = await TokenEndpoint.AskAsync(Options, server!.TokenEndpoint, new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = context.Code,
            ["redirect_uri"] = context.RedirectUri,
            ["code_verifier"] = context.Properties.Items[OAuthConstants.CodeVerifierKey]!,
        }, Context.RequestAborted);
        return outcome switch
        {
            TokenOutcome.Granted { Answer: var answer } => OAuthTokenResponse.Success(System.Text.Json.JsonDocument.Parse(answer.Raw.ToJsonString())),
            TokenOutcome.Refused { Error: var error } => OAuthTokenResponse.Failed(SignInFailure.Of(error)),
            _ => OAuthTokenResponse.Failed(SignInFailure.Of(SignInFailure.Unavailable)),
        };
    }

    protected override async Task<AuthenticationTicket> CreateTicketAsync(ClaimsIdentity identity, AuthenticationProperties properties, OAuthTokenResponse tokens)
    {
        var answer = TokenAnswer.Read(tokens.Response!.RootElement.GetRawText());
        if (answer?.IdToken is null)
            throw SignInFailure.Of(SignInFailure.Invalid, "id_token");

        var verdict = await JudgeAsync(answer, properties);
        if (verdict.KeyUnknown)
        {
            // The server may have published a new key since we looked.
            Options.Discovery.RequestRefresh();
            server = null;
            await ReadServerAsync();
            verdict = await JudgeAsync(answer, properties);
        }
        if (verdict.Claims is not { } claims)
            throw SignInFailure.Of(SignInFailure.Invalid, verdict.Refusal);

        var signedIn = new SignedIn(Scheme.Name, Options.ClientId, claims, null, answer, TimeProvider.GetUtcNow());
        var userInfo = await UserInfoEndpoint.ReadAsync(Options.Backchannel, server!.UserInfoEndpoint, answer.AccessToken, signedIn.Subject, Context.RequestAborted);
        properties.SetParameter(nameof(SignedIn), signedIn with { UserInfo = userInfo });
        identity.AddClaim(new Claim("sub", signedIn.Subject, ClaimValueTypes.String, Options.Issuer));
        return new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name);
    }

    private async Task<IdTokenVerdict> JudgeAsync(TokenAnswer answer, AuthenticationProperties properties)
    {
        var request = SignInRequest.From(properties);
        return await IdTokenCheck.JudgeAsync(answer.IdToken!, new IdTokenExpectation(Options.Issuer, Options.ClientId, Options.IdTokenAlgorithm,
            server?.SigningKeys ?? [], properties.Items[NonceKey], answer.AccessToken, request.MaxAge, request.EssentialAcr, TimeProvider.GetUtcNow()));
    }

    private async Task<OpenIdConnectConfiguration?> ReadServerAsync()
    {
        try
        {
            return server ??= await Options.Discovery.GetConfigurationAsync(Context.RequestAborted);
        }
        catch (InvalidOperationException)
        {
            // What the configuration manager throws when it has never had a valid document.
            return null;
        }
    }

    private static string Random() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
}
