using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace RelyingParty.Kiosk;

/// <summary>What a terminal shows.</summary>
internal enum KioskScreen
{
    /// <summary>The QR code and the user code.</summary>
    Waiting = 1,

    /// <summary>Who is signed in.</summary>
    SignedIn = 2,

    /// <summary>The person refused.</summary>
    Denied = 3,

    /// <summary>Nobody came in time.</summary>
    Over = 4,
}

/// <summary>One visit to a terminal, from the code to the automatic end.</summary>
internal sealed class KioskVisit(DeviceAnswer device, string nonce, DateTimeOffset now)
{
    public DeviceAnswer Device => device;

    public string Nonce => nonce;

    public KioskScreen Screen { get; set; } = KioskScreen.Waiting;

    public TimeSpan Interval { get; set; } = device.Interval;

    public DateTimeOffset NextPoll { get; set; } = now + device.Interval;

    /// <summary>The codes' end; once somebody is signed in, the visit's.</summary>
    public DateTimeOffset EndsAt { get; set; } = now + device.LivesFor;

    public JsonObject? Claims { get; set; }

    public string? Name { get; set; }

    public string? AccessToken { get; set; }

    private int polling;

    /// <summary>One poll at a time, however often the page is asked for.</summary>
    public bool TryBeginPoll() => Interlocked.Exchange(ref polling, 1) == 0;

    public void EndPoll() => Interlocked.Exchange(ref polling, 0);
}

/// <summary>The terminals' visits, in memory: a real terminal has one, this sample one for each browser.</summary>
internal sealed class KioskDesk(KioskClient client, TimeProvider clock)
{
    /// <summary>After this time the terminal signs the person out by itself: the next one may stand there already.</summary>
    public static readonly TimeSpan Visit = TimeSpan.FromMinutes(1);

    private const string Cookie = "__Host-hall.kiosk";
    private const int Most = 1000;

    private readonly ConcurrentDictionary<string, KioskVisit> visits = new(StringComparer.Ordinal);

    /// <summary>A person touched the screen: only then codes are asked for (RFC 8628 §3.1). False: the server does not answer.</summary>
    public async Task<bool> BeginAsync(HttpContext terminal, CancellationToken ct)
    {
        await EndAsync(terminal, ct);
        var now = clock.GetUtcNow();
        foreach (var (key, old) in visits)
        {
            if (old.EndsAt + Visit < now || visits.Count >= Most)
                visits.TryRemove(key, out _);
        }

        var nonce = RandomNumberGenerator.GetHexString(32);
        if (await client.BeginAsync(nonce, ct) is not { } device)
            return false;
        var id = RandomNumberGenerator.GetHexString(32);
        visits[id] = new KioskVisit(device, nonce, now);
        terminal.Response.Cookies.Append(Cookie, id, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/" });
        return true;
    }

    /// <summary>The visit at this terminal, polled when it is time; null: nobody is there.</summary>
    public async Task<KioskVisit?> CurrentAsync(HttpContext terminal, CancellationToken ct)
    {
        if (Find(terminal) is not { } visit)
            return null;
        var now = clock.GetUtcNow();
        if (visit.Screen == KioskScreen.SignedIn && visit.EndsAt <= now)
        {
            await EndAsync(terminal, ct);
            return null;
        }

        if (visit.Screen != KioskScreen.Waiting || visit.NextPoll > now || !visit.TryBeginPoll())
            return visit;
        try
        {
            Take(visit, await client.PollAsync(visit.Device.DeviceCode, visit.Nonce, ct), now);
        }
        finally
        {
            visit.EndPoll();
        }

        return visit;
    }

    /// <summary>Forgets who is there.</summary>
    public async Task EndAsync(HttpContext terminal, CancellationToken ct)
    {
        if (terminal.Request.Cookies[Cookie] is { } id && visits.TryRemove(id, out var visit) && visit.AccessToken is { } token)
            await client.RevokeAsync(token, ct);
    }

    private KioskVisit? Find(HttpContext terminal) => terminal.Request.Cookies[Cookie] is { } id ? visits.GetValueOrDefault(id) : null;

    private static void Take(KioskVisit visit, Poll poll, DateTimeOffset now)
    {
        switch (poll)
        {
            case Poll.SignedIn signedIn:
                (visit.Screen, visit.Claims, visit.Name, visit.AccessToken, visit.EndsAt) = (KioskScreen.SignedIn, signedIn.Claims, signedIn.Name, signedIn.AccessToken, now + Visit);
                break;
            case Poll.Denied:
                visit.Screen = KioskScreen.Denied;
                break;
            case Poll.Over:
                visit.Screen = KioskScreen.Over;
                break;
            case Poll.Pending pending:
                // RFC 8628 §3.5: five seconds more, for good.
                visit.Interval += TimeSpan.FromSeconds(pending.SlowDown ? 5 : 0);
                break;
            case Poll.Unreachable:
                // RFC 8628 §3.5: less often, each time.
                visit.Interval *= 2;
                break;
        }

        visit.NextPoll = now + visit.Interval;
    }
}
