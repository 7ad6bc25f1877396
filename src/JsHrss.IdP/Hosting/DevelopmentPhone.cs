namespace JsHrss.IdP.Hosting;

/// <summary>Configuration <c>Development:Phone</c>: the simulated phones, for instance the sandbox's <c>http://localhost:5400/phone</c>. Beside each code then stands a link that opens it there. Development only.</summary>
/// <param name="Address">Null: none.</param>
internal sealed record DevelopmentPhone(string? Address)
{
    private const string Setting = "Development:Phone";

    /// <summary>No phone but real ones.</summary>
    public static DevelopmentPhone None { get; } = new((string?)null);

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidOperationException">The setting is wrong, or stands outside Development, where it would hand codes to whoever answers at that address.</exception>
    public static DevelopmentPhone From(IConfiguration configuration, bool isDevelopment)
    {
        if (string.IsNullOrEmpty(configuration[Setting]))
            return None;
        if (!isDevelopment)
            throw new InvalidOperationException($"{Setting} is set, and this is not Development: no other server may hand codes to a simulated phone. Remove the setting.");
        if (!Uri.TryCreate(configuration[Setting], UriKind.Absolute, out var address) || !address.IsLoopback || address.Scheme is not ("http" or "https"))
            throw new InvalidOperationException($"{Setting} is '{configuration[Setting]}'; write the address of the phones on this machine, for instance http://localhost:5400/phone.");
        return new DevelopmentPhone(address.GetLeftPart(UriPartial.Path).TrimEnd('/'));
    }

    /// <summary>Where a code is opened; null: nowhere.</summary>
    public string? LinkTo(string code) => Address is null ? null : $"{Address}/scan?code={Uri.EscapeDataString(code)}";
}
