using System.Collections.Immutable;
using System.Globalization;

namespace JsHrss.IdP.Limits;

/// <summary>Configuration section <c>Limits:Load</c>: how many requests of each class one address (IPv6: /64) may send. In memory, per node.</summary>
/// <remarks>Wide on purpose: whole offices stand behind one address. They keep one sender from taking the whole server; guessing is limited elsewhere (<c>Limits:SignIn</c>).</remarks>
internal sealed record LoadOptions
{
    /// <summary>Pages that are shown, and addresses that lead nowhere.</summary>
    public LoadRate Pages { get; init; } = new() { PerSecond = 50, Burst = 1000 };

    /// <summary>Forms with a password, and answers of passkeys.</summary>
    public LoadRate Passwords { get; init; } = new() { PerSecond = 10, Burst = 300 };

    /// <summary>Authorization requests: one of a browser that is not signed in writes a row.</summary>
    public LoadRate Authorize { get; init; } = new() { PerSecond = 50, Burst = 1000 };

    /// <summary>Pushed requests: each of a public client writes a row, as an authorization request does. Wider than <see cref="Authorize"/>, for a server pushes those of all its people from one address.</summary>
    public LoadRate Pushed { get; init; } = new() { PerSecond = 200, Burst = 1000 };

    /// <summary>What clients call: token, introspection, revocation, userinfo, the APIs.</summary>
    public LoadRate Clients { get; init; } = new() { PerSecond = 1000, Burst = 5000 };

    /// <summary>Pictures of human challenges.</summary>
    public LoadRate Pictures { get; init; } = new() { PerSecond = 5, Burst = 200 };

    /// <summary>Failed authentications of one client from one address (case CD-20).</summary>
    public LoadRate ClientFailures { get; init; } = new() { PerSecond = 0.5, Burst = 30 };

    /// <summary>Passwords for memberships that one phone sends: each may cost as many hashes as former ones are remembered, and its face check is not spent before one is taken.</summary>
    public LoadRate AppPasswords { get; init; } = new() { PerSecond = 0.1, Burst = 30 };

    /// <summary>Changes of members, units and address books by one person, on pages and over the API.</summary>
    public LoadRate UnitChanges { get; init; } = new() { PerSecond = 1, Burst = 200 };

    /// <summary>So many pictures a second are drawn at most, for everybody together (case OT-10); one costs about a millisecond.</summary>
    public int PicturesDrawnPerSecond { get; init; } = 50;

    /// <summary>What is wrong with these options, each with its fix; empty when nothing is.</summary>
    public ImmutableArray<string> Validate()
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, rate) in new[] { (nameof(Pages), Pages), (nameof(Passwords), Passwords), (nameof(Authorize), Authorize), (nameof(Pushed), Pushed), (nameof(Clients), Clients), (nameof(Pictures), Pictures), (nameof(ClientFailures), ClientFailures), (nameof(AppPasswords), AppPasswords), (nameof(UnitChanges), UnitChanges) })
        {
            if (rate.PerSecond is < 0 or > 1_000_000 || double.IsNaN(rate.PerSecond) || (rate.PerSecond > 0 && rate.Burst is < 1 or > 1_000_000))
                faults.Add(string.Create(CultureInfo.InvariantCulture, $"Limits:Load:{name} must have a PerSecond of 0 (no limit) to 1000000 and a Burst of 1 to 1000000."));
        }

        if (PicturesDrawnPerSecond is < 1 or > 1000)
            faults.Add("Limits:Load:PicturesDrawnPerSecond must lie between 1 and 1000.");
        return faults.ToImmutable();
    }
}

/// <summary>A token bucket.</summary>
internal sealed record LoadRate
{
    /// <summary>So many in the long run; 0: no limit.</summary>
    public double PerSecond { get; init; }

    /// <summary>So many at once.</summary>
    public int Burst { get; init; }
}
