using System.Collections.Immutable;
using JsHrss.Accounts.Identifiers;

namespace JsHrss.Accounts.FaceChecks;

/// <summary>The channels that are switched on, in the order they are offered in.</summary>
public sealed class FaceChannels
{
    /// <summary>江苏智慧人社APP.</summary>
    public const string App = "app";

    /// <summary>支付宝.</summary>
    public const string Alipay = "alipay";

    private readonly ImmutableArray<IFaceChannel> channels;

    /// <summary>Orders them.</summary>
    /// <param name="channels">What is switched on.</param>
    /// <param name="options">The order.</param>
    public FaceChannels(IEnumerable<IFaceChannel> channels, FaceOptions options)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(options);
        var order = options.Channels.Count > 0 ? [.. options.Channels] : Known;
        this.channels = [.. channels.Where(one => order.Contains(one.Code)).OrderBy(one => order.IndexOf(one.Code))];
    }

    /// <summary>Every code there is, the app first: it is the department's own.</summary>
    public static ImmutableArray<string> Known { get; } = [App, Alipay];

    /// <summary>Channels for holders of a kind of document, first the one to be offered first. Empty: only the counter (C42).</summary>
    public ImmutableArray<IFaceChannel> For(IdDocumentType type) => [.. channels.Where(one => one.Serves(type))];

    /// <summary>The channel of a code; null: there is none, or it is switched off.</summary>
    /// <param name="code">May be hostile.</param>
    public IFaceChannel? Find(string? code) => channels.FirstOrDefault(one => one.Code == code);
}
