using JsHrss.IdP.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>A Development server follows the sandbox's clock; no other server follows any.</summary>
public sealed class DevelopmentClockTests
{
    [Fact]
    public async Task A_development_server_goes_by_the_clock_it_was_given_and_keeps_on_when_that_is_silent()
    {
        var offset = "86400.25";
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var sandbox = builder.Build();
        sandbox.MapGet("/clock", () => Results.Text($$"""{"offset_seconds":{{offset}}}"""));
        await sandbox.StartAsync(TestContext.Current.CancellationToken);

        var inner = new MovableClock();
        await using var services = With(inner, sandbox.Urls.First() + "/clock", isDevelopment: true);
        var clock = Assert.IsType<MovedClock>(services.GetRequiredService<TimeProvider>());
        Assert.Equal(TimeSpan.Zero, clock.Offset);
        var follower = services.GetServices<IHostedService>().Single();
        await follower.StartAsync(TestContext.Current.CancellationToken);
        await UntilAsync(() => clock.Offset == TimeSpan.FromSeconds(86400.25));
        Assert.True(clock.GetUtcNow() >= inner.GetUtcNow().AddDays(1));

        offset = "\"tomorrow\"";
        await Task.Delay(TimeSpan.FromSeconds(1.2), TestContext.Current.CancellationToken);
        Assert.Equal(TimeSpan.FromSeconds(86400.25), clock.Offset);
        offset = "0";
        await UntilAsync(() => clock.Offset == TimeSpan.Zero);
        await follower.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Nothing_set_moves_nothing()
    {
        var inner = new MovableClock();
        using var services = With(inner, null, isDevelopment: true);
        Assert.Same(inner, services.GetRequiredService<TimeProvider>());
    }

    [Theory]
    [InlineData("http://localhost:5400/clock", false)]
    [InlineData("http://clock.example/clock", true)]
    [InlineData("file:///clock", true)]
    [InlineData("tomorrow", true)]
    public void A_clock_elsewhere_or_outside_development_stops_the_start(string address, bool isDevelopment) =>
        Assert.Contains("Development:Clock", Assert.Throws<InvalidOperationException>(() => With(new MovableClock(), address, isDevelopment)).Message, StringComparison.Ordinal);

    private static ServiceProvider With(TimeProvider inner, string? address, bool isDevelopment)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(inner);
        services.AddDevelopmentClock(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Development:Clock", address)]).Build(), isDevelopment);
        return services.BuildServiceProvider();
    }

    private static async Task UntilAsync(Func<bool> so)
    {
        while (!so())
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }
}
