using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text.Json;
using JsHrss.IdP.Tests.Hosting;

namespace JsHrss.IdP.Tests.Management;

/// <summary>The real executable under a service manager: what it shows, and how it ends.</summary>
public sealed class EndingProcessTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Case", "FT-10")]
    [Trait("Case", "AD-17")]
    public async Task No_request_fails_between_the_signal_and_the_closing_of_the_listener()
    {
        using var site = await new ProductionSite().MigratedAsync();
        var (port, management) = (IdpHost.FreePort(), IdpHost.FreePort());
        site["urls"] = $"http://127.0.0.1:{port}";
        site["Management:Address"] = $"http://127.0.0.1:{management}";
        site["Shutdown:Delay"] = "00:00:01";
        using var process = site.Start();
        try
        {
            var log = process.StandardOutput.ReadToEndAsync(Ct);
            _ = process.StandardError.ReadToEndAsync(Ct);
            using var watcher = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{management}") };
            while (await StatusAsync(watcher, "/health/ready") is not HttpStatusCode.OK)
            {
                Assert.False(process.HasExited, "The server ended by itself.");
                await Task.Delay(50, Ct);
            }

            using var sender = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
            sender.DefaultRequestHeaders.Host = new Uri(ProductionSite.Issuer).Host;
            foreach (var hidden in new[] { "/health/live", "/health/ready", "/metrics", "/openapi/v1.json", "/swagger/index.html", "/.git/config", "/appsettings.json" })
                Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(sender, hidden));

            var senders = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SendAsync(sender)));
            await Task.Delay(100, Ct);
            Assert.Equal(0, Kill(process.Id, 15));
            var sawNotReady = false;
            while (!senders.IsCompleted)
                sawNotReady |= await StatusAsync(watcher, "/health/ready") is HttpStatusCode.ServiceUnavailable;
            Assert.True(sawNotReady);
            // Everything before the first refused connection was answered.
            foreach (var served in await senders)
                Assert.True(served > 10, $"Only {served} requests were answered.");
            await process.WaitForExitAsync(Ct);
            Assert.Equal(0, process.ExitCode);
            foreach (var line in (await log).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                Assert.Equal(Environment.MachineName, JsonDocument.Parse(line).RootElement.GetProperty("node").GetString());
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>Asks without pause until nobody listens any more.</summary>
    /// <returns>How many were answered; every one of them was.</returns>
    private static async Task<int> SendAsync(HttpClient http)
    {
        for (var served = 0; ; served++)
        {
            try
            {
                Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/connect/jwks", told: true));
            }
            catch (HttpRequestException over) when (over.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                return served;
            }
        }
    }

    /// <summary>Null: nobody answers.</summary>
    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http, string path, bool told = false)
    {
        try
        {
            using var answer = await http.GetAsync(path, Ct);
            return answer.StatusCode;
        }
        catch (HttpRequestException) when (!told)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
