using JsHrss.IdP.Tests.Api;

namespace JsHrss.IdP.Tests.Journeys;

/// <summary>A server that counts changes of one person narrowly.</summary>
public sealed class AddressIdp : IAsyncLifetime
{
    /// <summary>So many changes, and then none for hours.</summary>
    public const int Changes = 30;

    public UnitIdp Units { get; } = new("Limits:Load:UnitChanges:PerSecond=0.0001", $"Limits:Load:UnitChanges:Burst={Changes}");

    public ValueTask InitializeAsync() => Units.InitializeAsync();

    public ValueTask DisposeAsync() => Units.DisposeAsync();
}
