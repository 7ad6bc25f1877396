using System.Diagnostics;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>The service hall sample as a process of its own, beside a server of the test's.</summary>
public sealed class HallProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private HallProcess(Process process, DirectoryInfo folder, string address) => (_process, _folder, Address) = (process, folder, address);

    public string Address { get; }

    /// <summary>Where a hall started next will live; the server must know it before it starts.</summary>
    public static string NextAddress() => $"http://localhost:{IdpHost.FreePort()}";

    public static async Task<HallProcess> StartAsync(string address, string issuer)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(IdpHost.Repository, "samples", "RelyingParty", "bin", configuration, "net10.0", "RelyingParty.dll");
        var folder = Directory.CreateTempSubdirectory("jshrss-hall-");
        var start = new ProcessStartInfo("dotnet", [program]) { WorkingDirectory = Path.Combine(IdpHost.Repository, "samples", "RelyingParty"), RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = address;
        start.Environment["Issuer"] = issuer;
        start.Environment["DataFolder"] = folder.FullName;
        var process = Process.Start(start) ?? throw new InvalidOperationException("The hall did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var hall = new HallProcess(process, folder, address);
        using var http = new HttpClient();
        for (var attempt = 0; attempt < 240; attempt++)
        {
            try
            {
                if ((await http.GetAsync(address + "/health/ready")).IsSuccessStatusCode)
                    return hall;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (process.HasExited)
                break;
            await Task.Delay(250);
        }

        await hall.DisposeAsync();
        throw new InvalidOperationException($"The hall at {address} did not become ready.");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }
}
