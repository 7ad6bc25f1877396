using JsHrss.Accounts.FaceChecks;
using JsHrss.Accounts.Notices;
using JsHrss.Accounts.Representatives;
using JsHrss.Upstreams.Alipay;
using JsHrss.Upstreams.AppFace;
using JsHrss.Upstreams.Authority;
using JsHrss.Upstreams.Signed;
using JsHrss.Upstreams.Sms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace JsHrss.Upstreams;

/// <summary>What the server gets from other people's systems.</summary>
public static class UpstreamServices
{
    /// <summary>Adds every upstream that the configuration switches on. Reads and judges keys now, so that a wrong one stops the start and not the first person.</summary>
    /// <param name="services">A <see cref="TimeProvider"/> and logging are among them.</param>
    /// <param name="configuration">Sections <c>Alipay</c>, <c>AppFace</c> and <c>Upstreams</c>, and <c>Issuer</c>.</param>
    /// <param name="baseFolder">Where relative file names start.</param>
    /// <param name="isDevelopment">Whether a gateway may be plain http on this machine.</param>
    /// <exception cref="InvalidOperationException">The configuration is wrong; the message says what to write.</exception>
    public static IServiceCollection AddUpstreams(this IServiceCollection services, IConfiguration configuration, string baseFolder, bool isDevelopment)
    {
        AddAlipay(services, AlipayOptions.From(configuration, baseFolder), isDevelopment);
        AddAppFace(services, AppFaceOptions.From(configuration, baseFolder));
        AddAuthority(services, SignedServiceOptions.From(configuration, RegistrationAuthority.Section, RegistrationAuthority.Service, baseFolder), isDevelopment);
        AddSms(services, SignedServiceOptions.From(configuration, SmsGateway.Section, SmsGateway.Service, baseFolder), isDevelopment);
        return services;
    }

    private static void AddAlipay(IServiceCollection services, AlipayOptions alipay, bool isDevelopment)
    {
        if (!alipay.Enabled)
            return;
        alipay.Validate(isDevelopment);
        var keys = AlipayKeys.Read(alipay);
        services.AddSingleton(alipay);
        // By a factory, so that the container disposes of them.
        services.AddSingleton(_ => keys);
        services.AddSingleton<AlipayGatewayClient>();
        services.AddSingleton<IFaceChannel, AlipayFaceChannel>();
    }

    private static void AddAppFace(IServiceCollection services, AppFaceOptions app)
    {
        // Without a key nothing is ever signed by the service: whatever a phone delivers is refused.
        var keys = AppFaceKeys.None;
        if (app.Enabled)
        {
            app.Validate();
            keys = AppFaceKeys.Read(app);
            services.AddSingleton<IFaceChannel, AppFaceChannel>();
        }

        services.AddSingleton(app);
        services.AddSingleton(_ => keys);
        services.AddSingleton<IAppFaceService, AppFaceService>();
    }

    private static void AddAuthority(IServiceCollection services, SignedServiceOptions options, bool isDevelopment)
    {
        if (!options.Enabled)
        {
            services.AddSingleton<IRegistrationAuthority, NoRegistrationAuthority>();
            return;
        }

        AddKeys(services, options, isDevelopment);
        services.AddSingleton<IRegistrationAuthority>(provider => new RegistrationAuthority(ClientOf(provider, options), provider.GetRequiredService<ILogger<RegistrationAuthority>>()));
    }

    private static void AddSms(IServiceCollection services, SignedServiceOptions options, bool isDevelopment)
    {
        if (!options.Enabled)
        {
            services.AddSingleton<ISmsGateway, NoSmsGateway>();
            return;
        }

        AddKeys(services, options, isDevelopment);
        services.AddSingleton<ISmsGateway>(provider => new SmsGateway(ClientOf(provider, options), provider.GetRequiredService<ILogger<SmsGateway>>()));
    }

    /// <summary>By a factory, so that the container disposes of them.</summary>
    private static void AddKeys(IServiceCollection services, SignedServiceOptions options, bool isDevelopment)
    {
        options.Validate(isDevelopment);
        var keys = SignedServiceKeys.Read(options);
        services.AddKeyedSingleton(options.Service, (_, _) => keys);
    }

    private static SignedServiceClient ClientOf(IServiceProvider provider, SignedServiceOptions options) => new(
        options, provider.GetRequiredKeyedService<SignedServiceKeys>(options.Service), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<SignedServiceClient>>());
}
