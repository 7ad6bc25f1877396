namespace UpstreamSandbox.Wire;

/// <summary>How an upstream behaves until somebody chooses otherwise.</summary>
internal enum Mood
{
    Normal,
    WrongSignature,
    DuplicateNode,
    EscapedSlashes,
    UnsignedError,
    UnsignedSuccess,
    SystemError,
    Slow,
    Down,
    Garbage,
    BadGateway,
    Replay,
    Doubtful,
    OtherSubject,
}

/// <summary>The switches of all upstreams, by their names.</summary>
internal sealed class Moods
{
    public const string Alipay = "alipay";
    public const string Population = "population";
    public const string Authority = "authority";
    public const string Sms = "sms";
    public const string AppFace = "appface";

    /// <summary>How long a slow upstream takes; longer than anybody waits.</summary>
    public static readonly TimeSpan Slowness = TimeSpan.FromSeconds(8);

    private static readonly Mood[] Everywhere = [Mood.Normal, Mood.WrongSignature, Mood.SystemError, Mood.Slow, Mood.Down, Mood.Garbage, Mood.BadGateway, Mood.Replay];

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Mood> _chosen = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> Upstreams { get; } = [Alipay, AppFace, Population, Authority, Sms];

    public Mood this[string upstream] => _chosen.GetValueOrDefault(upstream, Mood.Normal);

    /// <summary>What an upstream can be switched to.</summary>
    public static IReadOnlyList<Mood> For(string upstream) => upstream switch
    {
        Alipay => [Mood.Normal, Mood.WrongSignature, Mood.DuplicateNode, Mood.EscapedSlashes, Mood.UnsignedError, Mood.UnsignedSuccess, Mood.SystemError, Mood.Slow, Mood.Down, Mood.Garbage, Mood.BadGateway, Mood.Replay],
        AppFace => [Mood.Normal, Mood.WrongSignature, Mood.OtherSubject, Mood.Slow, Mood.Down, Mood.Garbage, Mood.BadGateway, Mood.Replay],
        Population => [.. Everywhere, Mood.Doubtful],
        _ => Everywhere,
    };

    /// <summary>False when there is no such upstream, or it knows no such mood.</summary>
    public bool Choose(string upstream, Mood mood)
    {
        if (!Upstreams.Contains(upstream) || !For(upstream).Contains(mood))
            return false;
        _chosen[upstream] = mood;
        return true;
    }

    /// <summary>What the mood means, for the control page.</summary>
    public static (string Name, string Effect) Describe(Mood mood) => mood switch
    {
        Mood.Normal => ("正常", "按协议应答"),
        Mood.WrongSignature => ("签名错误", "应答用另一把密钥签名"),
        Mood.DuplicateNode => ("重复节点", "签名的节点之后再放一个内容相反的同名节点"),
        Mood.EscapedSlashes => ("转义斜杠", "签名后把 / 写成 \\/，应当仍能验过"),
        Mood.UnsignedError => ("无签名错误", "只回 error_response，不带签名"),
        Mood.UnsignedSuccess => ("无签名成功", "成功的应答不带签名"),
        Mood.SystemError => ("系统错误", "签名正确，内容是系统繁忙"),
        Mood.Slow => ("很慢", $"过 {Slowness.TotalSeconds:0} 秒才应答"),
        Mood.Down => ("断线", "不应答，直接断开连接"),
        Mood.Garbage => ("乱码", "状态 200，内容是一张网页"),
        Mood.BadGateway => ("网关错误", "状态 502"),
        Mood.Replay => ("重放", "重复这个接口上一次的成功应答"),
        Mood.Doubtful => ("待核验", "一律回答暂时无法核验"),
        Mood.OtherSubject => ("别人的脸", "签名正确，说的却是另一个人"),
        _ => (mood.ToString(), ""),
    };
}
