namespace JsHrss.IdP.Tests.Hosting;

/// <summary>A server with the sandbox beside it, and a clock of their own.</summary>
public sealed class IdpWithSandbox : IAsyncLifetime
{
    public IdpHost Host { get; private set; } = null!;

    public SandboxProcess Sandbox { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Sandbox = await SandboxProcess.StartAsync("http://localhost:1"); // its phones have nobody to sign in to
        Host = await IdpHost.StartAsync(settings: Sandbox.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Sandbox.DisposeAsync();
    }

    /// <summary>How the gateway behaves from now on; by the name of the sandbox's switch.</summary>
    public Task MoodAsync(string mood) => Sandbox.SendAsync("/alipay", "/?handler=Mood", ("upstream", "alipay"), ("mood", mood), ("back", "/alipay"));
}

/// <summary>What a person does in the simulated Alipay app.</summary>
public static class AlipayPhone
{
    /// <summary>Scans the code of a page of ours and answers: <c>Passed</c>, <c>Failed</c> or <c>Expired</c>.</summary>
    /// <param name="sandbox">Where the app is.</param>
    /// <param name="appLink">What the page's button opens: the code's own text is in it.</param>
    /// <param name="outcome">The answer.</param>
    public static async Task AnswerAsync(this SandboxProcess sandbox, string appLink, string outcome)
    {
        Assert.StartsWith("alipays://platformapi/startapp?appId=20000067&url=", appLink, StringComparison.Ordinal);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var opened = await http.GetAsync(new Uri(Uri.UnescapeDataString(appLink.Split("&url=")[1])), TestContext.Current.CancellationToken);
        var bill = opened.Headers.Location!.OriginalString;
        Assert.StartsWith("/alipay/face/", bill, StringComparison.Ordinal);
        await sandbox.SendAsync(bill, bill, ("outcome", outcome));
    }
}
