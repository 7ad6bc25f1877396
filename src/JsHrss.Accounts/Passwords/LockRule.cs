namespace JsHrss.Accounts.Passwords;

/// <summary>What is counted of one credential.</summary>
/// <param name="Failures">Attempts since <see cref="WindowFrom"/> that were not cleared by a success.</param>
/// <param name="WindowFrom">When the first of them was made, UTC; null: none.</param>
/// <param name="LockedUntil">The password path is closed until then, UTC; null: it was not closed.</param>
/// <param name="ComparedWhileLocked">Passwords compared during this lock.</param>
public sealed record LockState(int Failures, DateTimeOffset? WindowFrom, DateTimeOffset? LockedUntil, int ComparedWhileLocked)
{
    /// <summary>Nothing counted.</summary>
    public static LockState Open { get; } = new(0, null, null, 0);
}

/// <summary>An attempt as it was counted, before anything was compared. A closed union.</summary>
public abstract record Attempt
{
    private Attempt()
    {
    }

    /// <summary>Counted as a failure in advance. Compare; the right password clears all.</summary>
    /// <param name="Failures">Which failure it is, unless it is right.</param>
    /// <param name="LockedUntil">Set when this failure closes the path.</param>
    public sealed record Counted(int Failures, DateTimeOffset? LockedUntil) : Attempt;

    /// <summary>The path is closed, but this password is still compared, so that its owner learns when it opens (M14). Clears nothing (case EN-09).</summary>
    /// <param name="Until">When it opens, UTC.</param>
    public sealed record WhileLocked(DateTimeOffset Until) : Attempt;

    /// <summary>Closed, and enough was compared during this lock: it is a wrong password, whatever it is.</summary>
    /// <param name="Until">When it opens, UTC.</param>
    public sealed record NotCompared(DateTimeOffset Until) : Attempt;

    /// <summary>There is no such credential.</summary>
    public sealed record Unknown : Attempt;
}

/// <summary>The four-hour lock as a pure rule: what one conditional statement of every store must do (storage design §3).</summary>
public static class LockRule
{
    /// <summary>Counts an attempt.</summary>
    public static (LockState After, Attempt Attempt) Reserve(LockState state, LockoutOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(options);
        if (state.LockedUntil is { } until && until > now)
        {
            return state.ComparedWhileLocked < options.ComparedWhileLocked
                ? (state with { ComparedWhileLocked = state.ComparedWhileLocked + 1 }, new Attempt.WhileLocked(until))
                : (state, new Attempt.NotCompared(until));
        }

        // A lock that is over ends its window too: options demand that it lasts at least as long.
        var within = state.WindowFrom is { } from && from > now - options.Window;
        var failures = within ? state.Failures + 1 : 1;
        DateTimeOffset? locks = failures >= options.Failures ? now + options.Duration : null;
        return (new LockState(failures, within ? state.WindowFrom : now, locks, 0), new Attempt.Counted(failures, locks));
    }
}
