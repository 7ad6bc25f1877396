using JsHrss.Accounts.Passkeys;
using JsHrss.Accounts.SignIn;
using JsHrss.IdP.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace JsHrss.IdP.Passkeys;

/// <summary>The part of ASP.NET Core Identity that is used, and nothing else of it (ADR 0002): no sign-in, no cookies, no tables of its own.</summary>
internal static class PasskeyServices
{
    private const string Required = "required";

    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddSingleton<PasskeyHolders>();
        services.AddSingleton<PasskeyTickets>();
        services.AddSingleton<PasskeyCeremony>();
        services.AddSingleton<IPasskeyHandler<PasskeyHolder>>(provider => new PasskeyHandler<PasskeyHolder>(Holders(provider), Options.Create(OptionsOf(provider.GetRequiredService<ServerOptions>().Issuer))));
        services.AddSingleton<EnrolPasskey>();
        services.AddSingleton<ChangePasskey>();
        services.AddSingleton<SignInWithPasskey>();
        return services;
    }

    /// <summary>Relying party and origin are the configured issuer's; no header of a request has a say (case HT-02).</summary>
    private static IdentityPasskeyOptions OptionsOf(string issuer) => new()
    {
        ServerDomain = new Uri(issuer).Host,
        ValidateOrigin = asked => ValueTask.FromResult(asked.Origin == issuer && !asked.CrossOrigin && asked.TopOrigin is null),
        AuthenticatorTimeout = PasskeyChallenge.Lifetime,
        UserVerificationRequirement = Required,
        ResidentKeyRequirement = Required,
    };

    private static UserManager<PasskeyHolder> Holders(IServiceProvider provider) => new(
        provider.GetRequiredService<PasskeyHolders>(), Options.Create(new IdentityOptions()), new PasswordHasher<PasskeyHolder>(), [], [],
        new UpperInvariantLookupNormalizer(), new IdentityErrorDescriber(), provider, provider.GetRequiredService<ILogger<UserManager<PasskeyHolder>>>());
}
