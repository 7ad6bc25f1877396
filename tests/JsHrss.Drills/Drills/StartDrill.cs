using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using JsHrss.Drills.Rig;

namespace JsHrss.Drills.Drills;

/// <summary>How soon a published program is ready, and what its first requests cost. A folder of deploy/publish.sh, in Production, over a new SQLite file.</summary>
internal static class StartDrill
{
    private const string Issuer = "https://id.example.cn";

    private static readonly (string What, string Path)[] Questions =
    [
        ("keys", "/connect/jwks"), ("discovery", "/.well-known/openid-configuration"),
        ("authorize", "/connect/authorize?client_id=hall&redirect_uri=https%3A%2F%2Fhall.example.cn%2Fsignin-oidc&response_type=code&scope=openid&state=s-0123456789&nonce=n-0123456789&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"),
        ("error page", "/connect/authorize"),
    ];

    public static async Task<int> RunAsync(Options options, CancellationToken ct)
    {
        var program = Path.GetFullPath(options.Word("program", "artifacts/jshrss-idp"));
        var times = options.Number("times", 5);
        var folder = Directory.CreateTempSubdirectory("jshrss-start-").FullName;
        try
        {
            var settings = await SettleAsync(folder, ct);
            string[] command = options.Word("with", "own") == "own"
                ? [Path.Combine(program, "JsHrss.IdP")]
                : ["dotnet", Path.Combine(program, "JsHrss.IdP.dll")];
            await Machine.ReadAsync(command[0], [.. command[1..], "migrate", .. settings]);
            var starts = new List<Start>();
            for (var time = 0; time < times; time++)
                starts.Add(await OnceAsync(command, settings, ct));
            foreach (var (name, of) in new (string, Func<Start, double>)[] { ("ready after", start => start.Ready), ("processor time until ready", start => start.Processor), ("memory when ready, MiB", start => start.Mebibytes) })
                Console.WriteLine($"  {name}: {Told(starts.Select(of))}");
            for (var question = 0; question < Questions.Length; question++)
            {
                var at = question;
                Console.WriteLine($"  {Questions[at].What}: first {Told(starts.Select(start => start.First[at]))}, second {Told(starts.Select(start => start.Second[at]))}");
            }

            var size = Directory.EnumerateFiles(program, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / 1_048_576;
            Console.WriteLine($"FIGURE start: {string.Join(' ', command.Select(Path.GetFileName))}, {size} MiB, {times} starts, median (least to most) in ms: ready after {Told(starts.Select(start => start.Ready))}; load average {(await File.ReadAllTextAsync("/proc/loadavg", ct)).Split(' ')[0]}");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string[]> SettleAsync(string folder, CancellationToken ct)
    {
        var (key, clients) = (Path.Combine(folder, "master.key"), Path.Combine(folder, "clients.json"));
        await File.WriteAllBytesAsync(key, RandomNumberGenerator.GetBytes(32), ct);
        await Machine.RunAsync("chmod", "600", key);
        await File.WriteAllTextAsync(
            clients,
            JsonSerializer.Serialize(new[]
            {
                new Dictionary<string, object>
                {
                    ["client_id"] = "hall", ["client_secret"] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24)), ["client_name"] = "大厅", ["redirect_uris"] = new[] { "https://hall.example.cn/signin-oidc" },
                    ["grant_types"] = new[] { "authorization_code", "refresh_token" }, ["response_types"] = new[] { "code" }, ["scope"] = "openid profile", ["first_party"] = true,
                },
            }),
            ct);
        return
        [
            "--environment=Production", $"--Issuer={Issuer}", "--Proxies:None=true", $"--Clients:Files:0={clients}", $"--Database:ConnectionString=Data Source={Path.Combine(folder, "idp.db")}",
            $"--Secrets:MasterKeyFile={key}", "--Keys:Algorithms:0=ES256", "--Pages:Hall=https://hall.example.cn/",
        ];
    }

    private static async Task<Start> OnceAsync(string[] command, string[] settings, CancellationToken ct)
    {
        var (port, management) = (Machine.FreePort(), Machine.FreePort());
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$@\" >/dev/null 2>&1 </dev/null", .. command, .. settings, $"--urls=http://127.0.0.1:{port}", $"--Management:Address=http://127.0.0.1:{management}"]);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        try
        {
            while (await StatusAsync(http, new Uri($"http://127.0.0.1:{management}/health/ready"), ct) != HttpStatusCode.OK)
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"{command[^1]} ended with {process.ExitCode} instead of serving.");
                await Task.Delay(5, ct);
            }

            var ready = clock.Elapsed.TotalMilliseconds;
            process.Refresh();
            var (processor, memory) = (process.TotalProcessorTime.TotalMilliseconds, process.WorkingSet64 / 1_048_576.0);
            var (first, second) = (new double[Questions.Length], new double[Questions.Length]);
            foreach (var round in new[] { first, second })
            {
                for (var question = 0; question < Questions.Length; question++)
                {
                    clock.Restart();
                    if (await StatusAsync(http, new Uri($"http://127.0.0.1:{port}{Questions[question].Path}"), ct) is null or >= HttpStatusCode.InternalServerError)
                        throw new InvalidOperationException($"{Questions[question].What} was not answered.");
                    round[question] = clock.Elapsed.TotalMilliseconds;
                }
            }

            return new Start(ready, processor, memory, first, second);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http, Uri address, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Host = new Uri(Issuer).Host } };
            using var answer = await http.SendAsync(request, ct);
            await answer.Content.ReadAsByteArrayAsync(ct);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static string Told(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:0.0} ({sorted[0]:0.0} to {sorted[^1]:0.0})");
    }

    private sealed record Start(double Ready, double Processor, double Mebibytes, double[] First, double[] Second);
}
