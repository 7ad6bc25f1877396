namespace JsHrss.IdP.Hosting;

/// <summary>Outside Development the server runs on a patched runtime only (decision 18 of the security design).</summary>
internal static class PatchedRuntime
{
    /// <summary>The oldest runtime without a known hole that concerns this program; raised with every security release. 10.0.0 to 10.0.6 let forged DataProtection payloads pass (CVE-2026-40372).</summary>
    public static Version Least { get; } = new(10, 0, 12);

    /// <exception cref="InvalidOperationException">With the cure.</exception>
    public static void Require(Version running)
    {
        if (running < Least)
            throw new InvalidOperationException($"The .NET runtime is {running}, which has known security holes. Install the ASP.NET Core runtime {Least} or a later one of 10.0: https://dotnet.microsoft.com/download/dotnet/10.0");
    }
}
