namespace JsHrss.IdP.Hosting;

/// <summary>The process as a server: from its arguments to its end.</summary>
internal static class Server
{
    /// <summary>Exit code of a start that was refused.</summary>
    public const int Refused = 1;

    public static async Task<int> RunAsync(string[] args, TextWriter error)
    {
        WebApplication? app = null;
        try
        {
            // Settings and pages lie beside the program, wherever it was started from.
            app = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }).AddIdentityProvider().Build();
            await app.PrepareAsync(app.Lifetime.ApplicationStopping);
            app.UseIdentityProvider();
            await app.StartAsync();
        }
        catch (Exception refusal) when (StartRefusal.IsFor(refusal))
        {
            // What to do stands in the message; a stack trace above it would only hide it.
            await error.WriteLineAsync($"JsHrss.IdP does not start. {refusal.Message}");
            if (app is not null)
                await app.DisposeAsync();
            return Refused;
        }

        await using (app)
        {
            await app.WaitForShutdownAsync();
            return 0;
        }
    }
}
