using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace JsHrss.Storage.Signing;

/// <summary>Configuration section <c>Keys</c>: which signing keys there are and how long they serve.</summary>
public sealed class KeysOptions
{
    /// <summary>Algorithms (RFC 7518 §3.1) that have a key; empty: all of ES256, RS256, PS256. ES256 signs all access tokens; Discovery §3 demands RS256 of ID tokens.</summary>
    public string[] Algorithms { get; set; } = [];

    /// <summary>Modulus of new RSA keys in bits: 2048, 3072 or 4096.</summary>
    public int RsaBits { get; set; } = 2048;

    /// <summary>For how long a key signs before its successor does.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long before it signs a key is published (case PI-07).</summary>
    public TimeSpan PublishAhead { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How far clocks of nodes and relying parties may differ.</summary>
    public TimeSpan ClockSkew { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Algorithms in the order of <see cref="SigningAlgorithm.All"/>, without repetition.</summary>
    internal IReadOnlyList<string> Kept => Algorithms.Length == 0 ? SigningAlgorithm.All : [.. SigningAlgorithm.All.Where(Algorithms.Contains)];
}

internal sealed class KeysOptionsCheck(IHostEnvironment environment) : IValidateOptions<KeysOptions>
{
    private static readonly TimeSpan LeastAhead = TimeSpan.FromDays(1);
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(30);
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(731);

    public ValidateOptionsResult Validate(string? name, KeysOptions options)
    {
        var faults = Faults(options).ToArray();
        return faults.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> Faults(KeysOptions options)
    {
        if (options.Algorithms.FirstOrDefault(one => !SigningAlgorithm.All.Contains(one)) is { } unknown)
            yield return $"Keys:Algorithms names {unknown}; it may hold {string.Join(", ", SigningAlgorithm.All)}.";
        if (!options.Kept.Contains(SigningAlgorithm.Es256))
            yield return "Keys:Algorithms must hold ES256: access tokens are signed with it.";
        if (options.RsaBits is not (2048 or 3072 or 4096))
            yield return $"Keys:RsaBits is {options.RsaBits}; it must be 2048, 3072 or 4096.";
        if (options.PublishAhead <= TimeSpan.Zero || (options.PublishAhead < LeastAhead && !environment.IsDevelopment()))
            yield return $"Keys:PublishAhead is {options.PublishAhead}; relying parties need at least 1.00:00:00 (one day) to learn of a new key.";
        if (options.PublishAhead > MostAhead)
            yield return $"Keys:PublishAhead is {options.PublishAhead}; it must be at most 30.00:00:00 (30 days), for instance 1.00:00:00.";
        if (options.Lifetime > LongestLife)
            yield return $"Keys:Lifetime is {options.Lifetime}; it must be at most 731.00:00:00 (two years), for instance 90.00:00:00.";
        if (options.Lifetime <= options.PublishAhead)
            yield return $"Keys:Lifetime ({options.Lifetime}) must be longer than Keys:PublishAhead ({options.PublishAhead}).";
        if (options.ClockSkew < TimeSpan.Zero || options.ClockSkew > TimeSpan.FromMinutes(5))
            yield return $"Keys:ClockSkew is {options.ClockSkew}; it must be 0 to 5 minutes, for instance 00:01:00.";
    }
}
