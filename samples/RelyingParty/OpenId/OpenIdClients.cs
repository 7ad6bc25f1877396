using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using RelyingParty.Tickets;

namespace RelyingParty.OpenId;

/// <summary>Registers one client of the identity provider as an authentication scheme.</summary>
internal static class OpenIdClients
{
    public static AuthenticationBuilder AddOpenIdClient(this AuthenticationBuilder authentication, string scheme, string callbackPath, string? signedOutPath)
    {
        authentication.Services.AddOptions<OpenIdOptions>(scheme).Configure<IConfiguration, IssuerAddress, IHostEnvironment>((options, configuration, address, environment) =>
        {
            options.Issuer = address.Issuer;
            options.ClientId = configuration[$"Clients:{scheme}:ClientId"] ?? scheme;
            options.ClientSecret = configuration[$"Clients:{scheme}:ClientSecret"] ?? "";
            options.CallbackPath = callbackPath;
            options.SignedOutPath = signedOutPath;
            options.BackchannelTimeout = TimeSpan.FromSeconds(10);
            options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(30);
            options.CorrelationCookie.Name = "__Host-hall.correlation.";
            options.CorrelationCookie.Path = "/";
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            options.Discovery = new ConfigurationManager<OpenIdConnectConfiguration>(
                address.Page("/.well-known/openid-configuration"),
                new OpenIdConnectConfigurationRetriever(),
                // Plain http only towards the issuer of a development machine.
                new HttpDocumentRetriever { RequireHttps = !environment.IsDevelopment() },
                new DiscoveryNamesItsIssuer(address.Issuer))
            {
                // How often an unknown key may make us look again: soon enough for a changed key, too seldom to be a weapon.
                RefreshInterval = TimeSpan.FromSeconds(30),
            };
            options.Events.OnTicketReceived = OpenTicketAsync;
            options.Events.OnRemoteFailure = ExplainAsync;
        });
        return authentication.AddOAuth<OpenIdOptions, OpenIdHandler>(scheme, _ => { });
    }

    /// <summary>Replaces the framework's one-cookie sign-in: the checked answer becomes a ticket with a number of its own.</summary>
    private static Task OpenTicketAsync(TicketReceivedContext context)
    {
        var signedIn = context.Properties!.GetParameter<SignedIn>(nameof(SignedIn))!;
        var opened = context.HttpContext.RequestServices.GetRequiredService<TicketDesk>().Open(context.HttpContext, signedIn);
        context.Response.Redirect(opened.Path + (context.ReturnUri is { Length: > 1 } to ? to : "/"));
        context.HandleResponse();
        return Task.CompletedTask;
    }

    private static Task ExplainAsync(RemoteFailureContext context)
    {
        var code = SignInFailure.CodeOf(context.Failure);
        var logger = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OpenIdClients));
        Log.SignInFailed(logger, context.Scheme.Name, code, context.Failure?.Message);
        var known = Uri.EscapeDataString(code);
        context.Response.Redirect($"{((OpenIdOptions)context.Options).FailurePath}?error={known}&client={context.Scheme.Name}");
        context.HandleResponse();
        return Task.CompletedTask;
    }
}

/// <summary>What is worth a line in the log.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Sign-in of client {Client} failed with {Code}: {Reason}")]
    public static partial void SignInFailed(ILogger logger, string client, string code, string? reason);
}
