namespace JsHrss.IdP.Web;

/// <summary>System and browser in two words, so that a person recognises their own computer. From what the browser says of itself: a hint, never a proof.</summary>
internal static class DeviceWords
{
    // The more special name first: nearly every browser says Chrome and Safari too.
    private static readonly (string Sign, string Word)[] Systems =
    [
        ("HarmonyOS", "鸿蒙"), ("OpenHarmony", "鸿蒙"), ("Android", "安卓"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
        ("Mac OS X", "苹果电脑"), ("Kylin", "麒麟"), ("UOS", "统信"), ("Linux", "Linux"),
    ];

    private static readonly (string Sign, string Word)[] Browsers =
    [
        ("MicroMessenger", "微信"), ("AlipayClient", "支付宝"), ("QQBrowser", "QQ浏览器"), ("360", "360浏览器"), ("Edg", "Edge"), ("Firefox", "火狐"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];

    /// <param name="agent">User-Agent; may be absent or hostile. None of it is repeated.</param>
    public static string Of(string? agent)
    {
        var (system, program) = (Find(Systems, agent), Find(Browsers, agent));
        return system is null && program is null ? "未知设备" : program is null ? system! : system is null ? program : $"{system}，{program}";
    }

    private static string? Find((string Sign, string Word)[] words, string? agent)
    {
        foreach (var (sign, word) in words)
        {
            if (agent?.Contains(sign, StringComparison.OrdinalIgnoreCase) is true)
                return word;
        }

        return null;
    }
}
