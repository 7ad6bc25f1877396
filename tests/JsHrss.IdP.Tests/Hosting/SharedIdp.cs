using JsHrss.IdP.Tests.Hosting;

[assembly: AssemblyFixture(typeof(SharedIdp))]

namespace JsHrss.IdP.Tests.Hosting;

/// <summary>One server for all tests that neither move its clock, nor lock an account, nor count its commands.</summary>
public sealed class SharedIdp : IAsyncLifetime
{
    public IdpHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await IdpHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}

/// <summary>A server of its own for one test class.</summary>
public sealed class OwnIdp : IAsyncLifetime
{
    public IdpHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Host = await IdpHost.StartAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();
}
