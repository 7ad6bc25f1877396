using JsHrss.IdP.Hosting;

var builder = WebApplication.CreateBuilder(args).AddIdentityProvider();
var app = builder.Build();
await app.PrepareAsync(app.Lifetime.ApplicationStopping);
app.UseIdentityProvider();
await app.RunAsync();

/// <summary>The server; named so that tests can start it.</summary>
public sealed partial class Program;
