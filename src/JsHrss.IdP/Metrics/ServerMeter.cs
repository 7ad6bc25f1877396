using System.Diagnostics.Metrics;
using JsHrss.Accounts.SignIn;
using JsHrss.IdP.Hosting;

namespace JsHrss.IdP.Metrics;

/// <summary>What this server counts beside engine, domain and store, as meter <c>JsHrss.IdP</c>. Tags are words of this program, never of a request.</summary>
internal sealed class ServerMeter
{
    private readonly Counter<long> _signIns;
    private readonly Counter<long> _limited;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _evaluated;
    private readonly Counter<long> _shortMessages;

    public ServerMeter(IMeterFactory meters, Readiness readiness)
    {
        var meter = meters.Create("JsHrss.IdP");
        _signIns = meter.CreateCounter<long>("jshrss.sign_ins", description: "Sign-in attempts by way and outcome.");
        _limited = meter.CreateCounter<long>("jshrss.limits.refused", description: "Requests answered 429.");
        _dropped = meter.CreateCounter<long>("jshrss.traces.dropped", description: "Spans that were not sent.");
        _evaluated = meter.CreateCounter<long>("jshrss.evaluations", description: "Questions of relying parties whether an item may be done, by outcome.");
        _shortMessages = meter.CreateCounter<long>("jshrss.sms", description: "Tries to send a short message, by outcome.");
        meter.CreateObservableGauge("jshrss.ready", () => readiness.Report().IsReady ? 1 : 0, description: "1 while this node should be sent requests.");
        meter.CreateObservableGauge("jshrss.draining", () => readiness.IsDraining ? 1 : 0, description: "1 while this node serves its last requests.");
    }

    /// <param name="way">By what somebody tried, for instance <c>person_password</c>.</param>
    /// <param name="outcome">How it ended.</param>
    public void SignIn(string way, SignInOutcome outcome) => _signIns.Add(1, new("way", way), new("outcome", WordOf(outcome)));

    /// <param name="outcome"><c>permitted</c>, or the reason of the refusal.</param>
    public void Evaluated(string outcome) => _evaluated.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <param name="outcome"><c>accepted</c>, <c>unavailable</c> (tried again), <c>refused</c> or <c>given_up</c>.</param>
    public void ShortMessage(string outcome) => _shortMessages.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <param name="loadClass">Class of requests, as <c>Limits:Load</c> names it.</param>
    public void Limited(string loadClass) => _limited.Add(1, new KeyValuePair<string, object?>("class", loadClass));

    /// <param name="reason">Why, one of two words.</param>
    /// <param name="spans">How many.</param>
    public void TracesDropped(string reason, int spans) => _dropped.Add(spans, new KeyValuePair<string, object?>("reason", reason));

    private static string WordOf(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.Proven => "proven",
        SignInOutcome.WrongAccountOrPassword => "wrong",
        SignInOutcome.ChallengeNeeded => "challenge_needed",
        SignInOutcome.TooMany => "too_many",
        SignInOutcome.Locked => "locked",
        SignInOutcome.MandateNotCurrent => "mandate_not_current",
        SignInOutcome.NotServed => "not_served",
        SignInOutcome.PasswordMustChange => "password_must_change",
        SignInOutcome.InitialPasswordExpired => "initial_password_expired",
        SignInOutcome.Ambiguous => "ambiguous",
        SignInOutcome.PasskeyRefused => "passkey_refused",
        SignInOutcome.Busy => "busy",
        _ => "other",
    };
}
