using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.CookiePolicy;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.WebEncoders;
using RelyingParty.Hall;
using RelyingParty.Kiosk;
using RelyingParty.OpenId;
using RelyingParty.Tickets;
using RelyingParty.Web;

// The service hall: what an application looks like that leaves signing in to the identity provider.
// It knows the issuer's address and its own client registrations, and nothing else of the server.

var builder = WebApplication.CreateBuilder(args);
var issuer = new IssuerAddress(builder.Configuration["Issuer"] ?? throw new InvalidOperationException("Set 'Issuer' to the address of the identity provider."));

builder.Services.AddSingleton(issuer);
builder.Services.AddSingleton(TimeProvider.System);
if (builder.Environment.IsDevelopment() && Uri.TryCreate(builder.Configuration["Development:Clock"], UriKind.Absolute, out var clockAddress))
{
    var clock = new FollowedClock();
    builder.Services.AddSingleton<TimeProvider>(clock);
    builder.Services.AddHostedService(_ => new ClockFollower(clock, clockAddress));
}

builder.Services.AddSingleton(provider => new TicketStore(provider.GetRequiredService<TimeProvider>()));
builder.Services.AddSingleton<TicketCookie>();
builder.Services.AddSingleton<TicketDesk>();
builder.Services.AddSingleton<TokenRenewal>();
builder.Services.AddSingleton<FreshTokens>();
builder.Services.AddSingleton<UnitSwitch>();
builder.Services.AddSingleton<MyUnits>();
builder.Services.AddSingleton<SignOffDesk>();
builder.Services.AddSingleton<SignOutReturns>();
builder.Services.AddSingleton(provider => new SeenTokens(provider.GetRequiredService<TimeProvider>()));
builder.Services.AddSingleton<BackChannelLogout>();
builder.Services.AddSingleton<FrontChannelLogout>();
builder.Services.AddSingleton<AccessQuestions>();
builder.Services.AddSingleton<PresentAuthority>();
builder.Services.AddSingleton<KioskClient>();
builder.Services.AddSingleton<KioskDesk>();
builder.Services.AddSingleton<PhoneLink>();
builder.Services.AddHttpClient(KioskClient.Http).ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(10));
builder.Services.AddHttpClient("api").ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(10));

builder.Services.AddAuthentication(TicketHandler.SchemeName)
    .AddScheme<Microsoft.AspNetCore.Authentication.AuthenticationSchemeOptions, TicketHandler>(TicketHandler.SchemeName, null)
    .AddOpenIdClient(TicketPaths.Hall, "/signin-oidc", "/signout-callback-oidc")
    .AddOpenIdClient(TicketPaths.Partner, "/partner/callback", null)
    .AddOpenIdClient(TicketPaths.Agency, "/agency/callback", null)
    .AddOpenIdClient(TicketPaths.UnitDesk, "/unit-desk/callback", "/unit-desk/signout-callback");
builder.Services.AddAuthorization();
builder.Services.AddRazorPages();
// Chinese stays readable in the page source.
builder.Services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
builder.Services.AddAntiforgery(options =>
{
    options.Cookie.Name = "__Host-hall.antiforgery";
    options.Cookie.Path = "/";
});
// Cookies are always Secure; browsers accept that on http://localhost, where Development runs.
builder.Services.Configure<CookiePolicyOptions>(options =>
{
    options.Secure = CookieSecurePolicy.Always;
    options.HttpOnly = HttpOnlyPolicy.Always;
});
builder.Services.AddDataProtection()
    .SetApplicationName("hall")
    .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(builder.Configuration["DataFolder"] ?? DataFolder.Default(builder.Environment), "hall-keys")));

var app = builder.Build();

app.UseExceptionHandler("/oops");
app.UseStatusCodePagesWithReExecute("/oops", "?status={0}");
app.UseRouting();
app.UseMiddleware<ReadableForms>();
app.UseCookiePolicy();
app.UseAuthentication();
app.UseMiddleware<PageSecurity>();
app.UseAuthorization();

app.MapStaticAssets().ShortCircuit();
app.MapRazorPages();
app.MapGet("/signin/{as}", SignInEndpoints.Start);
app.MapGet("/start", SignInEndpoints.Initiate);
app.MapGet("/s/{n:int}/switch", SignInEndpoints.Switch).RequireAuthorization();
app.MapGet("/s/{n:int}/again", SignInEndpoints.Again).RequireAuthorization();
app.MapGet("/partner/signin", SignInEndpoints.StartPartner);
app.MapGet("/agency/signin", SignInEndpoints.StartAgency);
app.MapGet("/unit-desk/signin", SignInEndpoints.StartUnitDesk);
app.MapGet("/signout-callback-oidc", (HttpContext context, SignOutReturns returns, TicketDesk desk) => SignOutEndpoints.Return(context, returns, desk, TicketPaths.Hall));
app.MapGet("/unit-desk/signout-callback", (HttpContext context, SignOutReturns returns, TicketDesk desk) => SignOutEndpoints.Return(context, returns, desk, TicketPaths.UnitDesk));
// Told server to server, or where a client has no such address, by a hidden frame.
app.MapPost("/backchannel-logout", (HttpContext context, BackChannelLogout logout) => logout.AnswerAsync(context, TicketPaths.Hall));
app.MapPost("/partner/backchannel-logout", (HttpContext context, BackChannelLogout logout) => logout.AnswerAsync(context, TicketPaths.Partner));
app.MapPost("/agency/backchannel-logout", (HttpContext context, BackChannelLogout logout) => logout.AnswerAsync(context, TicketPaths.Agency));
app.MapGet("/unit-desk/frontchannel-logout", (HttpContext context, FrontChannelLogout logout) => logout.Answer(context, TicketPaths.UnitDesk));
app.MapGet("/display", Display.Choose);
app.MapGet("/health/live", () => Results.Text("live"));
app.MapGet("/health/ready", () => Results.Text("ready"));

app.Run();
