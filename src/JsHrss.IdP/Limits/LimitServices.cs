using System.Collections.Immutable;
using JsHrss.Accounts.Governance;
using JsHrss.Accounts.QrSignIn;
using JsHrss.Accounts.SignIn;
using JsHrss.IdP.Hosting;

namespace JsHrss.IdP.Limits;

/// <summary>What the host calls so that limits stand: load limits in memory here, security counters in the store.</summary>
internal static class LimitServices
{
    /// <remarks>The engine's port, <see cref="ClientAttempts"/>, is registered beside the others of the engine.</remarks>
    /// <exception cref="InvalidOperationException">The configuration is wrong; the message says what to write.</exception>
    public static IServiceCollection AddLimits(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        var proxies = ProxyOptions.From(configuration);
        proxies.Validate();
        if (!isDevelopment)
            proxies.RequireWord(configuration);
        var load = Read<LoadOptions>(configuration, "Limits:Load");
        var signIn = Read<AttemptOptions>(configuration, "Limits:SignIn");
        var qr = Read<QrOptions>(configuration, "Limits:Qr");
        var members = Read<MemberTryOptions>(configuration, MemberTryOptions.Section);
        ImmutableArray<string> faults = [.. load.Validate(), .. signIn.Validate(), .. qr.Validate(), .. members.Validate()];
        if (faults.Length > 0)
            throw new InvalidOperationException("The configuration is wrong; nothing was started:" + Environment.NewLine + string.Join(Environment.NewLine, faults));
        return services.AddSingleton(proxies).AddSingleton(load).AddSingleton(signIn).AddSingleton(qr).AddSingleton(members).AddSingleton<AppPasswords>().AddSingleton<GovernanceLimits>();
    }

    /// <summary>Before everything that looks at the client's address.</summary>
    public static WebApplication UseProxies(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ProxyOptions>().Headers() is { } headers)
            app.UseForwardedHeaders(headers);
        return app;
    }

    /// <summary>After routing, before everything that reads the request.</summary>
    public static WebApplication UseLoadLimits(this WebApplication app)
    {
        app.UseMiddleware<LoadLimits>();
        return app;
    }

    private static T Read<T>(IConfiguration configuration, string section)
        where T : new() => configuration.GetSection(section).Get<T>() ?? new T();
}
