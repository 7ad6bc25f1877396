using JsHrss.IdP.Hosting;

// Settings and pages lie beside the program, wherever it was started from.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }).AddIdentityProvider();
var app = builder.Build();
await app.PrepareAsync(app.Lifetime.ApplicationStopping);
app.UseIdentityProvider();
await app.RunAsync();
