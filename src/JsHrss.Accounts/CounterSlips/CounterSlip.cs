using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.CounterSlips;

/// <summary>经办窗口办理单: what a person takes to the counter when a face check is not for them (REG-29). It says what is wanted and by whom; who it is, the officer sees from the document.</summary>
/// <param name="Number">By which the counter finds it.</param>
/// <param name="Person">Whose account.</param>
/// <param name="Purpose">What for.</param>
/// <param name="IssuedAt">UTC.</param>
/// <param name="ValidUntil">The counter takes it until then, UTC.</param>
public sealed record CounterSlip(CounterSlipNumber Number, PersonId Person, CounterPurpose Purpose, DateTimeOffset IssuedAt, DateTimeOffset ValidUntil)
{
    /// <summary>How long the counter takes a slip.</summary>
    public static TimeSpan ValidFor { get; } = TimeSpan.FromDays(30);

    /// <summary>The number only.</summary>
    public override string ToString() => Number.Value;
}

/// <summary>What a person goes to the counter for. The numbers are stored.</summary>
public enum CounterPurpose
{
    /// <summary>To be checked in person instead of by face: 实人认证.</summary>
    RealPerson = 1,
}
