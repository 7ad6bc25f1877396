namespace UpstreamSandbox.Phone;

/// <summary>What a scanned code asks the phone to do.</summary>
internal abstract record ScannedText
{
    private ScannedText()
    {
    }

    /// <summary>A code of the identity provider's, or one typed from a terminal's screen: the App API knows what it is.</summary>
    internal sealed record ForTheApp(string Code) : ScannedText;

    /// <summary>A face check of the simulated Alipay: opens its page here.</summary>
    internal sealed record FaceCheck(string LocalAddress) : ScannedText;

    internal sealed record NotOurs : ScannedText;

    /// <param name="text">As scanned or pasted.</param>
    /// <param name="issuer">Whose codes are ours.</param>
    /// <param name="here">This sandbox, whose gateway is the simulated Alipay's.</param>
    public static ScannedText Read(string text, string issuer, Uri here)
    {
        var code = text.Trim();
        if (IsTyped(code))
            return new ForTheApp(code);
        if (code.Length > 4096 || !Uri.TryCreate(code, UriKind.Absolute, out var address))
            return new NotOurs();
        // The app's own link, as a button on the phone opens it, names the code alone.
        if (address is { Scheme: "jshrss-app", Host: "qr" })
            return new ForTheApp($"{issuer}/qr{address.AbsolutePath}");
        if (address is { Scheme: "jshrss-app", Host: "face" })
            return new ForTheApp($"{issuer}/face/scan{address.AbsolutePath}");
        // A link that opens the Alipay app carries the page's address inside.
        if (address.Scheme == "alipays" && Inner(address) is { } inner)
            address = inner;
        if (address.GetLeftPart(UriPartial.Authority) == issuer)
            return new ForTheApp(code);
        return address.AbsolutePath == "/gateway.do" && address.Port == here.Port && address.IsLoopback ? new FaceCheck(address.PathAndQuery) : new NotOurs();
    }

    /// <summary>Eight or twelve letters in groups of four, as self-service terminals show them (RFC 8628 §6.1).</summary>
    private static bool IsTyped(string code) =>
        code.Length <= 20 && code.All(one => char.IsAsciiLetter(one) || one is '-' or ' ') && code.Count(char.IsAsciiLetter) is 8 or 12;

    private static Uri? Inner(Uri link) =>
        link.Query.TrimStart('?').Split('&').FirstOrDefault(pair => pair.StartsWith("url=", StringComparison.Ordinal)) is { } pair
        && Uri.TryCreate(Uri.UnescapeDataString(pair[4..]), UriKind.Absolute, out var inner) ? inner : null;
}
