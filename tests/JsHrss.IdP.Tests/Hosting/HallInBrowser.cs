using JsHrss.IdP.Tests.Pages;
using Microsoft.Playwright;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>Server, hall and a headless browser, for a class of tests.</summary>
public sealed class HallInBrowser : IAsyncLifetime
{
    private readonly PageBrowser _browser = new();
    private HallProcess? _hall;

    public IdpHost Idp { get; private set; } = null!;

    public string Hall => _hall!.Address;

    public async ValueTask InitializeAsync()
    {
        var address = HallProcess.NextAddress();
        await _browser.InitializeAsync();
        Idp = await IdpHost.StartAsync(address);
        _hall = await HallProcess.StartAsync(address, Idp.Issuer);
    }

    public Task<IBrowserContext> ProfileAsync(bool script = true) => _browser.ProfileAsync(new Uri(Hall), script: script);

    public async ValueTask DisposeAsync()
    {
        if (_hall is not null)
            await _hall.DisposeAsync();
        await Idp.DisposeAsync();
        await _browser.DisposeAsync();
    }
}
