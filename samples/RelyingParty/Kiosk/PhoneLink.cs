namespace RelyingParty.Kiosk;

/// <summary>In Development a terminal's code can be opened on a simulated phone (<c>Development:Phone</c>).</summary>
internal sealed class PhoneLink(IConfiguration configuration, IHostEnvironment environment)
{
    private readonly string? phone = environment.IsDevelopment() && Uri.TryCreate(configuration["Development:Phone"], UriKind.Absolute, out var address) && address.IsLoopback
        ? address.GetLeftPart(UriPartial.Path).TrimEnd('/')
        : null;

    /// <summary>Null: there is none.</summary>
    public string? For(string code) => phone is null ? null : $"{phone}/scan?code={Uri.EscapeDataString(code)}";
}
