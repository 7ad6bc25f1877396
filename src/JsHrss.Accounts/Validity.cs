namespace JsHrss.Accounts;

/// <summary>From a first to a last day, both included, in China time.</summary>
/// <remarks>User guide: 「授权时间 开始日期 ~ 结束日期」 (R133), 「管理员可在授权有效期内办理任何业务」 (R122).</remarks>
public sealed record Validity
{
    private Validity(DateOnly start, DateOnly end) => (Start, End) = (start, end);

    /// <summary>First day.</summary>
    public DateOnly Start { get; }

    /// <summary>Last day, included.</summary>
    public DateOnly End { get; }

    /// <summary>First instant.</summary>
    public DateTimeOffset StartsAt => ChinaTime.StartOf(Start);

    /// <summary>First instant after the last day; no token outlives it.</summary>
    public DateTimeOffset EndsAt => ChinaTime.EndOf(End);

    /// <summary>A validity. Refused with <c>validity_inverted</c> when it ends before it starts.</summary>
    public static Result<Validity> Between(DateOnly start, DateOnly end) =>
        end < start ? new Refusal("validity_inverted") : new Validity(start, end);

    /// <summary>As stored; for Storage only.</summary>
    public static Validity Restore(DateOnly start, DateOnly end) => new(start, end);

    /// <summary>Where an instant lies.</summary>
    public ValidityState StateAt(DateTimeOffset now) =>
        now < StartsAt ? ValidityState.NotStarted : now < EndsAt ? ValidityState.Current : ValidityState.Ended;
}

/// <summary>Where an instant lies in relation to a <see cref="Validity"/>.</summary>
public enum ValidityState
{
    /// <summary>Before the first day.</summary>
    NotStarted,

    /// <summary>Within.</summary>
    Current,

    /// <summary>After the last day.</summary>
    Ended,
}
