using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Audit;

/// <summary>Configuration section <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>How long facts stay in the database at least. The Cybersecurity Law (article 21) asks for network logs of six months; this service keeps a year, and never less outside Development.</summary>
    public TimeSpan Retention { get; set; } = LeastRetention;

    /// <summary>How often facts are put under a seal.</summary>
    public TimeSpan SealEvery { get; set; } = TimeSpan.FromSeconds(1);

    internal static TimeSpan LeastRetention { get; } = TimeSpan.FromDays(365);
}

internal sealed class AuditOptionsCheck(IHostEnvironment environment) : IValidateOptions<AuditOptions>
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    public ValidateOptionsResult Validate(string? name, AuditOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Retention <= TimeSpan.Zero || options.SealEvery < Shortest)
            return ValidateOptionsResult.Fail("Audit:Retention must be more than nothing, and Audit:SealEvery at least 00:00:00.1.");
        if (environment.IsDevelopment())
            return ValidateOptionsResult.Success;
        if (options.Retention < AuditOptions.LeastRetention)
            return ValidateOptionsResult.Fail($"Audit:Retention is {options.Retention:c}; outside Development it must be at least {AuditOptions.LeastRetention:c} (365 days). Take the setting out, or write more.");
        return options.SealEvery <= Longest
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Audit:SealEvery is {options.SealEvery:c}; it must be at most {Longest:c}: what is not sealed can be removed unseen.");
    }
}
