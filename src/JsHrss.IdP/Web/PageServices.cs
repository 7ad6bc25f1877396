using System.Text.Encodings.Web;
using System.Text.Unicode;
using JsHrss.IdP.Hosting;
using JsHrss.OpenId.Ports;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.WebEncoders;

namespace JsHrss.IdP.Web;

/// <summary>What the host calls so that the people-facing pages stand.</summary>
internal static class PageServices
{
    /// <summary>Adds the pages. The host brings <see cref="ISignInDesk"/>, <see cref="IContextDesk"/>, <see cref="IConsentDesk"/> and the engine's interactions and sign-outs.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddOptions<PagesOptions>().BindConfiguration(PagesOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(DevelopmentPhone.None);
        services.AddLocalization();
        services.AddRazorPages(options =>
        {
            options.Conventions.ConfigureFilter(new KnownMethodsOnly());
            // The members of an institution are governed from its unit on the very same pages.
            foreach (var (page, about) in Units.UnitPlace.PagesOfMembers)
                options.Conventions.AddPageRoute(page, Units.UnitPlace.Of("{membership}", Units.UnitPlace.Members("{institution}", about)));
        }).AddMvcOptions(options =>
        {
            // They read a[b] as jQuery writes it, which no page of ours does, and throw at a[[ (found by fuzzing).
            options.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
            options.ValueProviderFactories.RemoveType<JQueryQueryStringValueProviderFactory>();
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "__Host-idp.antiforgery";
            options.Cookie.Path = "/";
            // Lax, so that a person who arrives from a client keeps the token of the tabs already open.
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.None;
            options.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<CookiePolicyOptions>(options =>
        {
            options.Secure = CookieSecurePolicy.Always;
            options.HttpOnly = HttpOnlyPolicy.Always;
        });
        // Chinese as itself: HTML's own signs stay encoded.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddSingleton<PageHandover>();
        services.AddSingleton<ErrorPage>();
        services.AddSingleton<IErrorPage>(provider => provider.GetRequiredService<ErrorPage>());
        services.AddSingleton<SignedOutPage>();
        services.AddSingleton<ISignedOutPage>(provider => provider.GetRequiredService<SignedOutPage>());
        services.AddSingleton<KnownPlaces>();
        services.AddScoped<ChinaTime>();
        services.AddScoped<SignInTexts>();
        services.AddScoped<Units.UnitTexts>();
        services.AddScoped<Addresses.AddressTexts>();
        services.AddScoped<Addresses.AddressPages>();
        services.AddScoped<Units.InstitutionTexts>();
        services.AddSingleton<Units.FormDraft>();
        return services;
    }

    /// <summary>Errors, cookies, headers, language: after routing, since whether a page will answer decides them, and before everything that answers.</summary>
    public static WebApplication UsePageSecurity(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            AllowStatusCode404Response = true,
            // What a caller did wrong is no failure of the server, and must not fill its error log.
            SuppressDiagnosticsCallback = failed => ErrorPage.StatusOf(failed.Exception) < StatusCodes.Status500InternalServerError,
            ExceptionHandler = browser => Errors(browser).WriteAsync(browser),
        });
        app.UseStatusCodePages(found => ErrorPage.IsForPerson(found.HttpContext)
            ? Errors(found.HttpContext).WriteAsync(found.HttpContext, ErrorNotice.From(found.HttpContext.Response.StatusCode))
            : Task.CompletedTask);
        app.UseCookiePolicy();
        app.UseMiddleware<PageSecurity>();
        app.UseMiddleware<ReadableForms>();
        return app;
    }

    /// <summary>Maps the pages and what they are drawn with.</summary>
    public static WebApplication MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapRazorPages().WithStaticAssets();
        return app;
    }

    private static ErrorPage Errors(HttpContext browser) => browser.RequestServices.GetRequiredService<ErrorPage>();
}
