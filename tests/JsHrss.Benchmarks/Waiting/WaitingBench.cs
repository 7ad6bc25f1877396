using System.Diagnostics;
using System.Globalization;

using JsHrss.Accounts.QrSignIn;
using JsHrss.Benchmarks.Measuring;
using JsHrss.Benchmarks.Planting;
using JsHrss.Benchmarks.Servers;
using JsHrss.Benchmarks.Wire;
using JsHrss.Storage.Keys;
using JsHrss.Storage.Rows;

namespace JsHrss.Benchmarks.Waiting;

/// <summary>
/// What browsers cost that show a code and wait. Their codes are planted, good for an hour, so that what is measured is waiting: a page that is loaded leaves garbage many times as large, and a real
/// code would be replaced within the minute.
/// </summary>
internal sealed class WaitingBench(WaitingArguments arguments)
{
    private const int Opening = 64;
    private const double KiB = 1024;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    public async Task RunAsync(CancellationToken ct)
    {
        using var place = new Place(arguments.Store)
        {
            More =
            [
                "--Limits:QrWait:Waiters=100000", "--Limits:QrWait:Tickets=200000", "--Limits:QrWait:PerNetwork=100000", "--Limits:Qr:ScansPerPerson=1000000", "--Limits:Qr:UnansweredPerPerson=1000000", "--Audit:SealEvery=01:00:00",
            ],
            Environment = arguments.ServerCollector ? [] : [("DOTNET_gcServer", "0")],
        };
        using (await ServerProcess.StartAsync(ServerBuild.Own, place, pgo: true, ct))
            Console.WriteLine("planting codes");
        var browsers = Plant(place);
        using var server = await ServerProcess.StartAsync(ServerBuild.Own, place, pgo: true, ct);
        using var connections = new Connections(server.Address, 16);
        var scene = await Scene.SetAsync(connections, isProduct: true, 0, ct);
        var phones = await Task.WhenAll(Enumerable.Range(0, arguments.AtOnce).Select(number => ScanningPhone.SignInAsync(scene, scene.Accounts[number % scene.Accounts.Count], ct)));
        foreach (var line in Machine.Describe())
            Console.WriteLine(line);
        await Task.Delay(Settling, ct);
        var before = server.WorkingSet;
        var alone = await IdleAsync(server, ct);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"before: resident {before / KiB / KiB:0} MiB, {alone:0.00} % of a core"));

        var (opened, cpuBefore) = (Stopwatch.StartNew(), server.CpuTime.Total);
        await Parallel.ForEachAsync(browsers.Index(), new ParallelOptions { MaxDegreeOfParallelism = Opening, CancellationToken = ct }, async (one, token) => await one.Item.BeginAsync(server.Address, one.Index, token));
        var opening = server.CpuTime.Total - cpuBefore;
        Tell($"{browsers.Length} wait after {opened.Elapsed.TotalSeconds:0.0} s, {opening.TotalMilliseconds / browsers.Length:0.000} CPU-ms each to begin", server, before, browsers.Length);

        // What was compiled while they came is compiled again, better, some seconds later.
        await Task.Delay(Settling, ct);
        var idle = await IdleAsync(server, ct);
        Tell($"idle for {arguments.Seconds} s: {idle:0.00} % of a core, {browsers.Sum(one => one.Beats)} beats, {browsers.Count(one => one.IsOver)} lost", server, before, browsers.Length);

        await ApproveAsync(browsers, phones, ct);
        Tell($"after {arguments.Approvals} approvals", server, before, browsers.Length);
        foreach (var line in server.Errors)
            Console.WriteLine($"The server said: {line}");
        foreach (var phone in phones)
            phone.Dispose();
        foreach (var browser in browsers)
            browser.Dispose();
    }

    private static void Tell(string what, ServerProcess server, long before, int count)
    {
        var now = server.WorkingSet;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}; resident {now / KiB / KiB:0} MiB, {(now - before) / KiB / count:0.0} KiB a browser"));
    }

    /// <summary>Percent of a core.</summary>
    private async Task<double> IdleAsync(ServerProcess server, CancellationToken ct)
    {
        var (from, waited) = (server.CpuTime.Total, Stopwatch.StartNew());
        await Task.Delay(TimeSpan.FromSeconds(arguments.Seconds), ct);
        return 100 * (server.CpuTime.Total - from) / waited.Elapsed;
    }

    private async Task ApproveAsync(WaitingBrowser[] browsers, ScanningPhone[] phones, CancellationToken ct)
    {
        var (turn, scans, confirms, calls) = (0, new List<double>(), new List<double>(), new List<double>());
        // Spread over all of them; the first half warms up and is not counted.
        var chosen = Enumerable.Range(0, arguments.Approvals * 2).Select(n => browsers[(int)((long)n * browsers.Length / (arguments.Approvals * 2))]).ToArray();
        await Task.WhenAll(phones.Select(async phone =>
        {
            while (Interlocked.Increment(ref turn) - 1 is var n && n < chosen.Length)
            {
                var browser = chosen[n];
                var scanned = browser.Await("scanned");
                var at = Stopwatch.GetTimestamp();
                var request = await phone.ScanAsync(browser.Handle.ScanText, ct);
                var scan = Milliseconds(at, await scanned.WaitAsync(TimeSpan.FromSeconds(10), ct));
                var confirmed = browser.Await("confirmed");
                at = Stopwatch.GetTimestamp();
                await phone.ConfirmAsync(request, ct);
                var answered = Milliseconds(at, Stopwatch.GetTimestamp());
                var confirm = Milliseconds(at, await confirmed.WaitAsync(TimeSpan.FromSeconds(10), ct));
                if (n < arguments.Approvals)
                    continue;
                lock (calls)
                {
                    scans.Add(scan);
                    confirms.Add(confirm);
                    calls.Add(answered);
                }
            }
        }));
        Console.WriteLine($"from the phone's request, proof and database with it, to the browser, ms: scan {Spread(scans)}; confirm {Spread(confirms)}; the phone's own answer to confirm {Spread(calls)}");
    }

    private static double Milliseconds(long from, long to) => Stopwatch.GetElapsedTime(from, to).TotalMilliseconds;

    private static string Spread(List<double> all)
    {
        all.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"p50 {all[all.Count / 2]:0.0}, p99 {all[(int)(all.Count * 0.99)]:0.0}, most {all[^1]:0.0}");
    }

    private WaitingBrowser[] Plant(Place place)
    {
        using var vault = new KeyVault(MasterKeyFile.ReadAll(new SecretsOptions { MasterKeyFile = Path.Combine(place.DataFolder, "master.key") }, mayCreate: false));
        var cipher = new FieldCipher(vault);
        using var plot = Planter.Open(place);
        var (shape, now) = (new RowShape(typeof(QrTicketRow)), DateTimeOffset.UtcNow);
        var shown = new ShownRequest("江苏人社统一身份认证", "网上办事服务大厅", null, "127.0.0.*", "Windows · Chrome", "这个浏览器还可以由您选择办理本人和所在各单位的业务");
        var browsers = new WaitingBrowser[arguments.Browsers];
        for (var n = 0; n < browsers.Length; n++)
        {
            var handle = QrBrowserHandle.Mint(now);
            plot.Add(shape, new QrTicketRow
            {
                Id = handle.Id.Value,
                ScanDigest = QrScanCode.Read(handle.ScanText)!.Digest.ToArray(),
                BrowserDigest = handle.Digest.ToArray(),
                State = (int)QrTicketState.New,
                Tab = (int)QrTab.Person,
                Pairing = n % 100,
                Shown = cipher.SealText(SealedField.QrShownText, handle.Id.Value, shown.Text(handle.Id, QrTab.Person, n % 100, now)),
                ExpiresAt = now.AddHours(1).ToUnixTimeMilliseconds(),
            });
            browsers[n] = new WaitingBrowser(handle);
        }

        plot.Finish();
        return browsers;
    }
}
