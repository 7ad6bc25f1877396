using JsHrss.Accounts.SignIn;
using JsHrss.Storage.Keys;

namespace JsHrss.Storage.Statements;

/// <summary>Which rows of <c>counter</c> an attempt counts in. Subjects are keyed digests: the table tells nobody who was asked for, nor from where.</summary>
internal sealed class AttemptCountKeys
{
    private static readonly byte[] Everybody = [];

    public AttemptCountKeys(LookupIndex index, AttemptClaim claim, AttemptOptions options)
        : this(index, claim.Account, claim.Network, claim.At, options)
    {
    }

    public AttemptCountKeys(LookupIndex index, string account, string network, DateTimeOffset at, AttemptOptions options)
    {
        var window = AttemptRule.WindowOf(at, options.Window);
        var everywhere = AttemptRule.WindowOf(at, options.AnomalyWindow);
        var before = everywhere - options.AnomalyWindow;
        var (kept, keptEverywhere) = (window + options.Window, everywhere + (2 * options.AnomalyWindow));
        var from = index.Of(LookupKinds.AttemptNetwork, network);

        Account = new("attempt.account", index.Of(LookupKinds.AttemptAccount, account), window, kept);
        Network = new("attempt.network", from, window, kept);
        Questions = new("challenge.question", from, window, kept);
        Everywhere = new("attempt.all", Everybody, everywhere, keptEverywhere);
        Proven = new("attempt.proven", Everybody, everywhere, keptEverywhere);
        EverywhereBefore = Everywhere with { Window = before };
        ProvenBefore = Proven with { Window = before };
        Alarm = new("attempt.alarm", Everybody, everywhere, keptEverywhere);
    }

    public Count Account { get; }

    public Count Network { get; }

    public Count Questions { get; }

    public Count Everywhere { get; }

    public Count Proven { get; }

    public Count EverywhereBefore { get; }

    public Count ProvenBefore { get; }

    public Count Alarm { get; }
}
